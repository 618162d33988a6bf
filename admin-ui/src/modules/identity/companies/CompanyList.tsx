import { useState } from 'react';
import { Link } from 'react-router';
import type { Company } from '../../../api/models';
import { useCan } from '../../../api/session';
import { type Column, DataTable } from '../../../ui/DataTable';
import { ExportMenu } from '../../../ui/ExportMenu';
import { FilterTag, SearchBox, Segments } from '../../../ui/filters';
import { useFormat } from '../../../ui/format';
import { ImportLink } from '../../../ui/ImportLink';
import { EmptyState, Page } from '../../../ui/Page';
import { RecordTag } from '../../../ui/RecordTag';
import { type ListPage, useListPage } from '../../../ui/useListPage';
import { useT } from '../../../ui/useT';
import { Chip, Code, Nothing } from '../../../ui/values';
import { useStaff } from '../people/StaffSelect';
import { ReassignDialog } from './ReassignDialog';

const FILTERS = ['q', 'kind', 'archived', 'parent_id', 'territory_id', 'account_manager_id'];
/** The server takes so many in one request. */
const MOST_AT_ONCE = 500;
const BY_NAME = { field: 'name', order: 'ASC' } as const;

export default function CompanyList() {
  const t = useT();
  const format = useFormat();
  const list = useListPage<Company>({ resource: 'companies', filters: FILTERS, sort: BY_NAME });
  const mayWrite = useCan('identity.companies.write');
  const [chosen, setChosen] = useState<string[]>([]);
  const columns = useColumns();
  const importLink = <ImportLink kind="customers" label={t('identity-import-companies')} />;
  return (
    <Page
      title={t('identity-companies')}
      aside={list.total !== undefined && format.number(list.total)}
      actions={
        <>
          <ExportMenu kind="customers" permission="identity.companies.read" />
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
        columns={mayWrite ? [choiceColumn(t, chosen, setChosen), ...columns] : columns}
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
            <Segments
              label={t('identity-column-state')}
              value={list.filters.archived ?? ''}
              choices={[
                { value: '', label: t('identity-state-all') },
                { value: 'false', label: t('identity-company-active') },
                { value: 'true', label: t('identity-company-archived') },
              ]}
              onChange={(value) => list.setFilter('archived', value)}
            />
            <Tags list={list} />
            {mayWrite && <Chosen list={list} chosen={chosen} onChange={setChosen} />}
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

/** Filters that came with a link. */
function Tags({ list }: { list: ListPage<Company> }) {
  const t = useT();
  const { parent_id: parent, territory_id: territory, account_manager_id: manager } = list.filters;
  const remove = (name: string) => () => list.setFilter(name, '');
  return (
    <>
      {parent && (
        <RecordTag
          resource="companies"
          id={parent}
          label={t('identity-parent')}
          onRemove={remove('parent_id')}
        />
      )}
      {territory && (
        <RecordTag
          resource="territories"
          id={territory}
          label={t('identity-territory')}
          onRemove={remove('territory_id')}
        />
      )}
      {manager && <ManagerTag id={manager} onRemove={remove('account_manager_id')} />}
    </>
  );
}

function ManagerTag({ id, onRemove }: { id: string; onRemove: () => void }) {
  const t = useT();
  const name = useStaff().find((each) => each.id === id)?.name ?? id;
  return <FilterTag label={`${t('identity-account-manager')}: ${name}`} onRemove={onRemove} />;
}

/** What is done with the rows that are ticked. */
function Chosen(props: {
  list: ListPage<Company>;
  chosen: string[];
  onChange: (chosen: string[]) => void;
}) {
  const { list, chosen, onChange } = props;
  const t = useT();
  const [asking, setAsking] = useState(false);
  const page = list.rows.map(({ id }) => String(id));
  const isWhole = page.every((id) => chosen.includes(id));
  if (page.length === 0 || (chosen.length === 0 && !list.isFiltered)) return null;
  return (
    <span className="chosen-rows">
      {!isWhole && page.length > 1 && (
        <button
          type="button"
          className="button small"
          onClick={() => onChange([...new Set([...chosen, ...page])].slice(0, MOST_AT_ONCE))}
        >
          {t('identity-choose-page', { count: page.length })}
        </button>
      )}
      {chosen.length > 0 && (
        <>
          <span>{t('identity-chosen', { count: chosen.length })}</span>
          <button type="button" className="button small" onClick={() => setAsking(true)}>
            {t('identity-reassign')}
          </button>
          <button type="button" className="button small" onClick={() => onChange([])}>
            {t('identity-choose-none')}
          </button>
        </>
      )}
      {asking && (
        <ReassignDialog
          companyIds={chosen}
          onDone={() => onChange([])}
          onClose={() => setAsking(false)}
        />
      )}
    </span>
  );
}

function choiceColumn(
  t: ReturnType<typeof useT>,
  chosen: string[],
  onChange: (chosen: string[]) => void,
): Column<Company> {
  return {
    id: 'choice',
    label: '',
    fixed: true,
    render: ({ id, name }) => (
      <input
        type="checkbox"
        aria-label={t('identity-choose', { name })}
        checked={chosen.includes(id)}
        disabled={!chosen.includes(id) && chosen.length >= MOST_AT_ONCE}
        onChange={(event) =>
          onChange(event.target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
        }
      />
    ),
  };
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
