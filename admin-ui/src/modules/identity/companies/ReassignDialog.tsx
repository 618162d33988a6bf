import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useId, useState } from 'react';
import { api } from '../../../api/http';
import { ConfirmDialog } from '../../../ui/Dialog';
import { useT } from '../../../ui/useT';
import { StaffSelect } from '../people/StaffSelect';

/** Gives the chosen companies to another account manager, all in one step. */
export function ReassignDialog(props: {
  companyIds: string[];
  onDone: () => void;
  onClose: () => void;
}) {
  const { companyIds, onDone, onClose } = props;
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [membershipId, setMembershipId] = useState('');
  const reassign = async () => {
    const body = { company_ids: companyIds, membership_id: membershipId || null };
    const path = '/admin/companies/account-manager';
    const { changed } = await api<{ changed: number }>(path, { method: 'POST', body });
    await queryClient.invalidateQueries({ queryKey: ['companies'] });
    notify('identity-reassigned', { messageArgs: { count: changed } });
    onDone();
  };
  return (
    <ConfirmDialog
      title={t('identity-reassign-title', { count: companyIds.length })}
      confirmLabel={t('identity-reassign')}
      onConfirm={reassign}
      onClose={onClose}
    >
      <p>{t('identity-reassign-text')}</p>
      <StaffSelect
        id={`${id}-manager`}
        label={t('identity-account-manager')}
        none={t('identity-reassign-nobody')}
        chosen={membershipId}
        onChange={setMembershipId}
      />
    </ConfirmDialog>
  );
}
