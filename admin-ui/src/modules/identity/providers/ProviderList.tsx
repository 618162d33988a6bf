import { Link } from 'react-router';
import type { Provider } from '../../../api/models';
import { type Column, DataTable } from '../../../ui/DataTable';
import { EmptyState, Page } from '../../../ui/Page';
import { useListPage } from '../../../ui/useListPage';
import { useT } from '../../../ui/useT';
import { Chip, Code, Nothing } from '../../../ui/values';
import { useRoles } from '../people/useRoles';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

/** Through whom else people sign in: a firm's own directory, for instance. */
export default function ProviderList() {
  const t = useT();
  const list = useListPage<Provider>({
    resource: 'sign-in-providers',
    filters: NO_FILTERS,
    sort: SERVER_ORDER,
    paged: false,
  });
  const add = (
    <Link className="button primary" to="/sign-in-providers/new">
      {t('identity-provider-add')}
    </Link>
  );
  return (
    <Page title={t('identity-providers')} actions={add}>
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('identity-providers')}
        chooser={false}
        rowHref={(provider) => `/sign-in-providers/${provider.id}`}
        empty={
          <EmptyState
            title={t('identity-providers-none')}
            text={t('identity-providers-text')}
            action={add}
          />
        }
      />
    </Page>
  );
}

/** Where there is little room, the host says enough. */
function hostOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}

function useColumns(): Column<Provider>[] {
  const t = useT();
  const { roles } = useRoles();
  const roleOf = (provider: Provider) =>
    roles.find(({ id }) => id === provider.default_role_id)?.name;
  return [
    {
      id: 'name',
      label: t('identity-column-name'),
      fixed: true,
      render: (provider) => (
        <>
          <Link className="row-link" to={`/sign-in-providers/${provider.id}`}>
            {provider.name}
          </Link>
          <span className="phone-line">{hostOf(provider.issuer)}</span>
        </>
      ),
    },
    {
      id: 'code',
      label: t('identity-column-code'),
      from: 'tablet',
      render: (provider) => <Code>{provider.code}</Code>,
    },
    {
      id: 'issuer',
      label: t('identity-provider-issuer'),
      from: 'tablet',
      grow: true,
      render: (provider) => <span title={provider.issuer}>{provider.issuer}</span>,
    },
    {
      id: 'domains',
      label: t('identity-provider-domains'),
      from: 'desktop',
      render: (provider) => provider.domains.map(({ name }) => name).join(', ') || <Nothing />,
    },
    {
      id: 'role',
      label: t('identity-provider-role'),
      from: 'desktop',
      render: (provider) => roleOf(provider) ?? <Nothing />,
    },
    {
      id: 'state',
      label: t('identity-column-state'),
      render: ({ is_enabled }) => (
        <Chip tone={is_enabled ? 'good' : 'neutral'}>
          {t(is_enabled ? 'identity-provider-on' : 'identity-provider-off')}
        </Chip>
      ),
    },
  ];
}
