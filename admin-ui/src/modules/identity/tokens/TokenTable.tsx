import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../../api/http';
import type { ApiToken, OwnedToken } from '../../../api/models';
import { useCan } from '../../../api/session';
import { ConfirmDialog } from '../../../ui/Dialog';
import { TableBox } from '../../../ui/TableBox';
import { useT } from '../../../ui/useT';
import { Nothing, When } from '../../../ui/values';
import { usePermissionTitles } from '../roles/titles';

interface Row {
  token: ApiToken;
  owner?: OwnedToken['owner'];
}

/** Tokens with their owner where they are several people's, what they may do, and revoking them. */
export function TokenTable(props: {
  caption: string;
  rows: Row[];
  revokePath: string;
  /** What revoking takes. */
  needs?: string;
}) {
  const { caption, rows, revokePath, needs } = props;
  const t = useT();
  const mayRevoke = useCan(needs ?? 'identity.tokens.manage');
  const [revoking, setRevoking] = useState<Row | null>(null);
  const withOwner = rows.some(({ owner }) => owner);
  return (
    <TableBox label={caption}>
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('identity-column-name')}</th>
            {withOwner && <th scope="col">{t('identity-token-owner')}</th>}
            <th scope="col" className="from-desktop">
              {t('identity-token-scopes')}
            </th>
            <th scope="col" className="from-tablet">
              {t('identity-token-expires')}
            </th>
            <th scope="col" className="from-desktop">
              {t('identity-column-last-seen')}
            </th>
            <th scope="col" className="end">
              <span className="visually-hidden">{t('identity-actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TokenRow
              key={row.token.id}
              row={row}
              withOwner={withOwner}
              onRevoke={mayRevoke ? () => setRevoking(row) : undefined}
            />
          ))}
        </tbody>
      </table>
      {revoking && (
        <RevokeToken
          path={`${revokePath}/${revoking.token.id}`}
          token={revoking.token}
          onClose={() => setRevoking(null)}
        />
      )}
    </TableBox>
  );
}

function TokenRow(props: { row: Row; withOwner: boolean; onRevoke?: () => void }) {
  const { row, withOwner, onRevoke } = props;
  const { token, owner } = row;
  const t = useT();
  const titles = usePermissionTitles();
  return (
    <tr>
      <td className="grow">{token.name}</td>
      {withOwner && (
        <td>
          {owner && (
            <Link className="link" to={`/people/${owner.id}`}>
              {owner.name}
            </Link>
          )}
        </td>
      )}
      <td className="from-desktop">
        {token.permissions
          ? token.permissions.map((name) => titles.get(name) ?? name).join(', ') || <Nothing />
          : t('identity-token-everything')}
      </td>
      <td className="from-tablet">
        <When at={token.expires_at} />
      </td>
      <td className="from-desktop">
        <When at={token.last_seen_at} />
      </td>
      <td className="end">
        {onRevoke && (
          <button type="button" className="button small" onClick={onRevoke}>
            {t('identity-token-revoke')}
          </button>
        )}
      </td>
    </tr>
  );
}

function RevokeToken(props: { path: string; token: ApiToken; onClose: () => void }) {
  const { path, token, onClose } = props;
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const revoke = async () => {
    await api(path, { method: 'DELETE' });
    await queryClient.invalidateQueries({ queryKey: ['api-tokens'] });
    notify('identity-token-revoked', { messageArgs: { name: token.name } });
  };
  return (
    <ConfirmDialog
      title={t('identity-token-revoke-title', { name: token.name })}
      confirmLabel={t('identity-token-revoke')}
      danger
      onConfirm={revoke}
      onClose={onClose}
    >
      <p>{t('identity-token-revoke-text')}</p>
    </ConfirmDialog>
  );
}
