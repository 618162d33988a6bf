import { useQueryClient } from '@tanstack/react-query';
import { useGetOne, useNotify } from 'ra-core';
import { useId, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../../api/http';
import type { Person } from '../../../api/models';
import { useCan } from '../../../api/session';
import { ConfirmDialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { useT } from '../../../ui/useT';
import { Explain } from './Explain';
import { Memberships } from './Memberships';
import { PersonSessions } from './PersonSessions';
import { MANAGE_PEOPLE, MANAGE_PRIVACY } from './permissions';

/** One person: what they are here, where they are signed in, and what they may do and why. */
export default function PersonPage() {
  const t = useT();
  const { id = '' } = useParams();
  const { data: person, error, isPending, refetch } = useGetOne<Person>('people', { id });
  const mayManage = useCan(MANAGE_PEOPLE);
  const mayErase = useCan(MANAGE_PRIVACY);
  const back = { to: '/people', label: t('identity-people') };
  if (isPending) return <PageSkeleton />;
  if (!person) {
    return (
      <Page title={t('identity-person')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  return (
    <Page
      title={person.name}
      aside={person.email}
      back={back}
      actions={mayErase && <PrivacyActions person={person} />}
    >
      {person.is_disabled && <Notice tone="warn">{t('identity-person-disabled-text')}</Notice>}
      <Memberships person={person} mayManage={mayManage} />
      <Explain person={person} />
      {mayManage && <PersonSessions person={person} />}
    </Page>
  );
}

function PrivacyActions({ person }: { person: Person }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
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
      <button type="button" className="button" onClick={download}>
        {t('identity-data-download')}
      </button>
      <button type="button" className="button danger" onClick={() => setAsking(true)}>
        {t('identity-erase')}
      </button>
      {asking && <ErasePerson person={person} onClose={() => setAsking(false)} />}
    </>
  );
}

function ErasePerson({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const isSure = typed.trim().toLowerCase() === person.email.toLowerCase() && reason.trim() !== '';
  const erase = async () => {
    await api(`/admin/people/${person.user_id}/erasure`, {
      method: 'POST',
      body: { reason: reason.trim() },
    });
    await queryClient.invalidateQueries({ queryKey: ['people'] });
    notify('identity-erased');
    navigate('/people');
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
