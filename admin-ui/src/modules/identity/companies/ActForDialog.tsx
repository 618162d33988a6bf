import { useId, useState } from 'react';
import { api } from '../../../api/http';
import type { Company } from '../../../api/models';
import { ConfirmDialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { useT } from '../../../ui/useT';

const MINUTES = [15, 30, 60, 120, 240, 480];

/** Acts for a customer in the shop: with their prices, on record, for some time. */
export function ActForDialog(props: { company: Company; onClose: () => void }) {
  const { company, onClose } = props;
  const t = useT();
  const id = useId();
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState(60);
  const start = async () => {
    const body = { company_id: company.id, minutes, reason: reason.trim() };
    await api('/session/acting', { method: 'POST', body });
    window.location.assign('/products');
  };
  return (
    <ConfirmDialog
      title={t('identity-act-for-title', { name: company.name })}
      confirmLabel={t('identity-act-for-start')}
      disabled={reason.trim().length < 3}
      onConfirm={start}
      onClose={onClose}
    >
      <p>{t('identity-act-for-text')}</p>
      <Field id={`${id}-why`} label={t('identity-act-for-reason')}>
        <textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Field id={`${id}-long`} label={t('identity-act-for-minutes')}>
        <select
          className="select"
          value={minutes}
          onChange={(event) => setMinutes(Number(event.target.value))}
        >
          {MINUTES.map((choice) => (
            <option key={choice} value={choice}>
              {t('identity-minutes', { count: choice })}
            </option>
          ))}
        </select>
      </Field>
    </ConfirmDialog>
  );
}
