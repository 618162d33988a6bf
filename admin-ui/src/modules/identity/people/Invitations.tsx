import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useDelete, useGetList, useNotify } from 'ra-core';
import { useState } from 'react';
import type { KontorDataProvider } from '../../../api/dataProvider';
import type { Invitation } from '../../../api/models';
import { useCan } from '../../../api/session';
import { ConfirmDialog } from '../../../ui/Dialog';
import { useT } from '../../../ui/useT';
import { Chip, When } from '../../../ui/values';
import { MANAGE_PEOPLE } from './permissions';

/** Who has been invited and has not come yet; nothing where there is nobody. */
export function Invitations() {
  const t = useT();
  const mayManage = useCan(MANAGE_PEOPLE);
  const { data = [] } = useGetList<Invitation>(
    'invitations',
    { pagination: undefined },
    { enabled: mayManage },
  );
  const waiting = data.filter(({ state }) => state === 'open' || state === 'expired');
  if (waiting.length === 0) return null;
  return (
    <details className="section fold">
      <summary>{t('identity-invitations', { count: waiting.length })}</summary>
      <div className="table-box">
        <table className="table">
          <caption className="visually-hidden">{t('identity-invitations-caption')}</caption>
          <tbody>
            {waiting.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const dataProvider = useDataProvider<KontorDataProvider>();
  const [remove] = useDelete();
  const [asking, setAsking] = useState(false);
  const { id, email, role, company, state } = invitation;
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['invitations'] });

  const resend = async () => {
    await dataProvider.act('invitations', { id, step: 'resend', data: {} });
    await refresh();
    notify('identity-invited', { messageArgs: { email } });
  };
  const revoke = async () => {
    const params = { id, previousData: invitation };
    await remove('invitations', params, { mutationMode: 'pessimistic', returnPromise: true });
    await refresh();
    notify('identity-revoked', { messageArgs: { email } });
  };

  return (
    <tr>
      <td>
        {email}
        <span className="phone-line">{role.name}</span>
      </td>
      <td className="from-tablet grow">{company ? `${role.name} · ${company.name}` : role.name}</td>
      <td>
        <Chip tone={state === 'open' ? 'info' : 'warn'}>{t(`identity-invitation-${state}`)}</Chip>
      </td>
      <td className="from-desktop">
        <When at={invitation.expires_at} />
      </td>
      <td className="end">
        <button type="button" className="button small" onClick={resend}>
          {t('identity-resend')}
        </button>{' '}
        <button type="button" className="button small" onClick={() => setAsking(true)}>
          {t('identity-revoke')}
        </button>
        {asking && (
          <ConfirmDialog
            title={t('identity-revoke-title', { email })}
            confirmLabel={t('identity-revoke')}
            danger
            onConfirm={revoke}
            onClose={() => setAsking(false)}
          >
            <p>{t('identity-revoke-text')}</p>
          </ConfirmDialog>
        )}
      </td>
    </tr>
  );
}
