import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useNotify } from 'ra-core';
import { useId, useState } from 'react';
import type { KontorDataProvider } from '../../../api/dataProvider';
import type { Registration } from '../../../api/models';
import { ConfirmDialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { useT } from '../../../ui/useT';

/** Turns somebody down, with the reason that they are told. */
export function RejectDialog(props: { registration: Registration; onClose: () => void }) {
  const { registration, onClose } = props;
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const dataProvider = useDataProvider<KontorDataProvider>();
  const [reason, setReason] = useState('');
  const reject = async () => {
    const data = { reason: reason.trim() };
    try {
      await dataProvider.act('registrations', { id: registration.id, step: 'reject', data });
      notify('identity-registration-rejected-now');
    } finally {
      await queryClient.invalidateQueries({ queryKey: ['registrations'] });
    }
  };
  return (
    <ConfirmDialog
      title={t('identity-registration-reject')}
      confirmLabel={t('identity-registration-reject')}
      danger
      disabled={!reason.trim()}
      onConfirm={reject}
      onClose={onClose}
    >
      <p>{t('identity-registration-reject-text', { email: registration.email })}</p>
      <Field id={id} label={t('identity-registration-reason')}>
        <textarea rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
