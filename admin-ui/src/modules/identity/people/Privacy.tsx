import { useQueryClient } from '@tanstack/react-query';
import { useLocaleState } from 'ra-core';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../../api/http';
import type { Erased, Person } from '../../../api/models';
import { ConfirmDialog, Dialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { useFormat } from '../../../ui/format';
import { TableBox } from '../../../ui/TableBox';
import { useShowFailure } from '../../../ui/toast';
import { useT } from '../../../ui/useT';
import { Nothing } from '../../../ui/values';

/** A copy of a person's data, and letting go of the person. */
export function PrivacyActions({ person }: { person: Person }) {
  const t = useT();
  const showFailure = useShowFailure();
  const [asking, setAsking] = useState(false);
  const [erased, setErased] = useState<Erased[] | null>(null);
  const download = async () => {
    const data = await api<unknown>(`/admin/people/${person.user_id}/data`);
    const file = new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = `${person.email}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <button type="button" className="button" onClick={() => download().catch(showFailure)}>
        {t('identity-data-download')}
      </button>
      {!person.is_self && (
        <button type="button" className="button danger" onClick={() => setAsking(true)}>
          {t('identity-erase')}
        </button>
      )}
      {asking && (
        <ErasePerson person={person} onErased={setErased} onClose={() => setAsking(false)} />
      )}
      {erased && <WhatBecame items={erased} />}
    </>
  );
}

function ErasePerson(props: {
  person: Person;
  onErased: (items: Erased[]) => void;
  onClose: () => void;
}) {
  const { person, onErased, onClose } = props;
  const t = useT();
  const id = useId();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const isSure =
    typed.trim().toLowerCase() === person.email.toLowerCase() && reason.trim().length >= 3;
  const erase = async () => {
    const path = `/admin/people/${person.user_id}/erasure`;
    const body = { reason: reason.trim() };
    onErased((await api<{ items: Erased[] }>(path, { method: 'POST', body })).items);
  };
  return (
    <ConfirmDialog
      title={t('identity-erase-title', { name: person.name })}
      confirmLabel={t('identity-erase')}
      danger
      disabled={!isSure}
      onConfirm={erase}
      onClose={onClose}
    >
      <p>{t('identity-erase-text')}</p>
      <Field id={`${id}-reason`} label={t('identity-erase-reason')}>
        <textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Field
        id={`${id}-typed`}
        label={t('identity-erase-confirm')}
        help={t('identity-erase-confirm-help', { email: person.email })}
      >
        <input
          type="text"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}

/** What is gone, what stays, and why; the page below belongs to nobody any more. */
function WhatBecame({ items }: { items: Erased[] }) {
  const t = useT();
  const [locale] = useLocaleState();
  const format = useFormat();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const leave = async () => {
    navigate('/people');
    await queryClient.invalidateQueries({ queryKey: ['people'] });
  };
  // The server says why in English; the house has its own words for what every shop holds.
  const why = ({ name, reason }: Erased) =>
    locale === 'en' ? reason : t(`identity-kept-${name}`, { _: reason });
  const shown = items.filter(({ erased, kept }) => erased + kept > 0);
  return (
    <Dialog title={t('identity-erased')} onClose={leave} className="wide">
      <div className="dialog-text stack">
        <p>{t('identity-erased-text')}</p>
        <TableBox label={t('identity-erased')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('identity-erased-what')}</th>
                <th scope="col" className="end">
                  {t('identity-erased-gone')}
                </th>
                <th scope="col" className="end">
                  {t('identity-erased-kept')}
                </th>
                <th scope="col">{t('identity-erased-why')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((item) => (
                <tr key={item.name}>
                  <td>{t(`identity-held-${item.name}`, { _: item.name })}</td>
                  <td className="end">{format.number(item.erased)}</td>
                  <td className="end">{format.number(item.kept)}</td>
                  <td className="wrap">{item.kept > 0 ? why(item) : <Nothing />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      </div>
      <div className="dialog-actions">
        <button type="button" className="button primary" onClick={leave}>
          {t('identity-erased-leave')}
        </button>
      </div>
    </Dialog>
  );
}
