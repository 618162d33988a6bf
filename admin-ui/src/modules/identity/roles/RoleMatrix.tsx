import { useGetList } from 'ra-core';
import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import type { Permission, Role } from '../../../api/models';
import { Segments } from '../../../ui/filters';
import { Icon } from '../../../ui/icons';
import { ErrorNotice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { useT } from '../../../ui/useT';
import { groupsOf } from './groups';
import './roles.css';

/** Who may do what: permissions in rows, roles in columns. */
export default function RoleMatrix() {
  const t = useT();
  const [audience, setAudience] = useState<Role['audience']>('staff');
  const roles = useGetList<Role>('roles', { pagination: undefined });
  const permissions = useGetList<Permission>('permissions', { pagination: undefined });
  const error = roles.error ?? permissions.error;
  if (roles.isPending || permissions.isPending) return <PageSkeleton />;
  const shown = (roles.data ?? []).filter((role) => role.audience === audience);
  shown.sort((one, other) => Number(Boolean(one.company)) - Number(Boolean(other.company)));
  const known = (permissions.data ?? []).filter(({ audiences }) => audiences.includes(audience));
  return (
    <Page
      title={t('identity-roles')}
      actions={
        <Link className="button primary" to={`/roles/new?audience=${audience}`}>
          {t('identity-role-add')}
        </Link>
      }
    >
      {error ? <ErrorNotice error={error} onRetry={() => roles.refetch()} /> : null}
      <div className="toolbar">
        <Segments
          label={t('identity-audience')}
          value={audience}
          choices={[
            { value: 'staff', label: t('identity-audience-staff') },
            { value: 'buyer', label: t('identity-audience-buyer') },
          ]}
          onChange={(value) => setAudience(value as Role['audience'])}
        />
      </div>
      <div className="table-box matrix-box">
        <table className="table matrix">
          <caption className="visually-hidden">{t('identity-roles')}</caption>
          <Heads roles={shown} />
          <tbody>
            {groupsOf(known).map(({ module, name, permissions: members }) => (
              <Fragment key={module}>
                <tr className="matrix-group">
                  <th scope="rowgroup" colSpan={shown.length + 1}>
                    <span>{name}</span>
                  </th>
                </tr>
                {members.map((permission) => (
                  <Row key={permission.name} permission={permission} roles={shown} />
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted">{t('identity-roles-text')}</p>
      {shown.some(({ company }) => company) && (
        <p className="muted">{t('identity-roles-own-text')}</p>
      )}
    </Page>
  );
}

function Heads({ roles }: { roles: Role[] }) {
  const t = useT();
  return (
    <thead>
      <tr>
        <th scope="col">{t('identity-permission')}</th>
        {roles.map((role) => (
          <th key={role.id} scope="col" className="matrix-role">
            <Link className="link" to={`/roles/${role.id}`}>
              {role.name}
            </Link>
            {role.company && <span className="matrix-note">{role.company.name}</span>}
            <span className="matrix-note">
              {t('identity-role-members', { count: role.members })}
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Row({ permission, roles }: { permission: Permission; roles: Role[] }) {
  const t = useT();
  return (
    <tr>
      <th scope="row" title={permission.name}>
        {permission.title}
      </th>
      {roles.map((role) => {
        const holds = role.permissions.includes(permission.name);
        return (
          <td key={role.id} className={holds ? 'matrix-cell holds' : 'matrix-cell'}>
            {holds ? <Icon name="check" size={14} /> : <span aria-hidden="true">·</span>}
            <span className="visually-hidden">
              {t(holds ? 'identity-role-holds' : 'identity-role-lacks')}
            </span>
          </td>
        );
      })}
    </tr>
  );
}
