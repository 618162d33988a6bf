import { Link } from 'react-router';
import type { Company } from '../../../api/models';
import { useCan } from '../../../api/session';
import { type Column, DataTable } from '../../../ui/DataTable';
import { SearchBox, Segments } from '../../../ui/filters';
import { useFormat } from '../../../ui/format';
import { ImportLink } from '../../../ui/ImportLink';
import { EmptyState, Page } from '../../../ui/Page';
import { useListPage } from '../../../ui/useListPage';
import { useT } from '../../../ui/useT';
import { Chip, Code, Nothing } from '../../../ui/values';

const FILTERS = ['q', 'kind', 'archived', 'parent_id', 'territory_id', 'account_manager_id'];
const BY_NAME = { field: 'name', order: 'ASC' } as const;

export default function CompanyList() {
  const t = useT();
  const format = useFormat();
  const list = useListPage<Company>({ resource: 'companies', filters: FILTERS, sort: BY_NAME });
  const mayWrite = useCan('identity.companies.write');
  const importLink = <ImportLink kind="customers" label={t('identity-import-companies')} />;
  return (
    <Page
      title={t('identity-companies')}
      aside={list.total !== undefined && format.number(list.total)}
      actions={
        <>
          {importLink}
          {mayWrite && (
            <Link className="button primary" to="/companies/new">
              {t('identity-company-add')}
            </Link>
          )}
        </>
      }
    >
      <DataTable
        list={list}
        columns={useColumns()}
        rowHref={(company) => `/companies/${company.id}`}
        caption={t('identity-companies')}
        filters={
          <>
            <SearchBox
              label={t('identity-companies-search')}
              value={list.filters.q ?? ''}
              onChange={(value) => list.setFilter('q', value)}
            />
            <Segments
              label={t('identity-column-kind')}
              value={list.filters.kind ?? ''}
              choices={['', 'company', 'division', 'site', 'consumer'].map((value) => ({
                value,
                label: t(`identity-kind-${value || 'all'}`),
              }))}
              onChange={(value) => list.setFilter('kind', value)}
            />
          </>
        }
        empty={
          <EmptyState
            title={t('identity-companies-empty-title')}
            text={t('identity-companies-empty-text')}
            action={importLink}
          />
        }
      />
    </Page>
  );
}

function useColumns(): Column<Company>[] {
  const t = useT();
  return [
    {
      id: 'code',
      label: t('identity-column-code'),
      sort: 'code',
      fixed: true,
      render: (company) => (
        <>
          <Link className="row-link" to={`/companies/${company.id}`}>
            <Code>{company.code}</Code>
          </Link>
          <span className="phone-line">{company.name}</span>
        </>
      ),
    },
    {
      id: 'name',
      label: t('identity-column-name'),
      sort: 'name',
      grow: true,
      from: 'tablet',
      render: (company) => (
        <span title={company.name}>
          {company.path.length > 0 && (
            <span className="muted">{company.path.map(({ name }) => name).join(' › ')} › </span>
          )}
          {company.name}
        </span>
      ),
    },
    {
      id: 'state',
      label: t('identity-column-state'),
      from: 'tablet',
      render: (company) => (
        <Chip tone={company.archived ? 'neutral' : 'good'}>
          {t(company.archived ? 'identity-company-archived' : 'identity-company-active')}
        </Chip>
      ),
    },
    {
      id: 'vat_id',
      label: t('identity-column-vat-id'),
      from: 'tablet',
      render: (company) => (company.vat_id ? <Code>{company.vat_id}</Code> : <Nothing />),
    },
    {
      id: 'city',
      label: t('identity-column-city'),
      from: 'desktop',
      render: (company) => company.address?.city || <Nothing />,
    },
    {
      id: 'country',
      label: t('identity-column-country'),
      from: 'desktop',
      render: (company) => company.country,
    },
    {
      id: 'email',
      label: t('identity-column-email'),
      from: 'desktop',
      render: (company) => company.email ?? <Nothing />,
    },
    {
      id: 'manager',
      label: t('identity-account-manager'),
      from: 'desktop',
      render: ({ account_manager: manager }) => manager?.name ?? <Nothing />,
    },
    {
      id: 'price_list',
      label: t('identity-column-price-list'),
      from: 'tablet',
      render: (company) => company.price_list_code ?? <Nothing />,
    },
    {
      id: 'orders',
      label: t('identity-column-orders'),
      render: (company) => (
        <Link className="link" to={`/orders?company_id=${company.id}`}>
          {t('identity-show-orders')}
        </Link>
      ),
    },
  ];
}
