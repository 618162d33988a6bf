import { Link } from 'react-router';
import { useCan } from '../../../api/session';
import { type Column, DataTable } from '../../../ui/DataTable';
import { useFormat } from '../../../ui/format';
import { EmptyState, Page } from '../../../ui/Page';
import { useListPage } from '../../../ui/useListPage';
import { useT } from '../../../ui/useT';
import { Chip, Code } from '../../../ui/values';
import type { AssortmentRow, Viewers } from './wire';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

/** Every assortment, with who sees it; what it holds is a page of its own. */
export default function AssortmentList() {
  const t = useT();
  const format = useFormat();
  const mayWrite = useCan('catalog.assortments.write');
  const list = useListPage<AssortmentRow>({
    resource: 'assortments',
    filters: NO_FILTERS,
    sort: SERVER_ORDER,
    paged: false,
  });
  const add = mayWrite && (
    <Link className="button primary" to="/assortments/new">
      {t('catalog-assortment-add')}
    </Link>
  );
  return (
    <Page
      title={t('catalog-assortments')}
      aside={list.rows.length > 0 && format.number(list.rows.length)}
      actions={
        <>
          <Link className="button" to="/assortments/check">
            {t('catalog-sees')}
          </Link>
          {add}
        </>
      }
    >
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('catalog-assortments')}
        chooser={false}
        rowHref={(row) => `/assortments/${row.id}`}
        filters={<p className="muted">{t('catalog-assortments-text')}</p>}
        empty={
          <EmptyState
            title={t('catalog-assortments-empty-title')}
            text={t('catalog-assortments-empty-text')}
            action={add}
          />
        }
      />
    </Page>
  );
}

function useColumns(): Column<AssortmentRow>[] {
  const t = useT();
  return [
    {
      id: 'code',
      label: t('catalog-column-code'),
      fixed: true,
      render: (row) => (
        <>
          <Link className="row-link" to={`/assortments/${row.id}`}>
            <Code>{row.code}</Code>
          </Link>
          <span className="phone-line">{row.name}</span>
        </>
      ),
    },
    {
      id: 'name',
      label: t('catalog-column-name'),
      grow: true,
      from: 'tablet',
      render: (row) => <span title={row.name}>{row.name}</span>,
    },
    {
      id: 'viewers',
      label: t('catalog-assortment-seen-by'),
      render: (row) => <SeenBy viewers={row.viewers} />,
    },
    {
      id: 'state',
      label: t('catalog-column-state'),
      render: (row) => <StateChip archived={row.archived} />,
    },
  ];
}

export function StateChip({ archived }: { archived: boolean }) {
  const t = useT();
  return (
    <Chip tone={archived ? 'neutral' : 'good'}>
      {t(archived ? 'catalog-archived' : 'catalog-assortment-in-use')}
    </Chip>
  );
}

/** How many of each kind see it, in words. */
function SeenBy({ viewers }: { viewers: Viewers }) {
  const t = useT();
  const counts = [
    ['channels', viewers.channel_ids.length],
    ['companies', viewers.company_ids.length],
    ['groups', viewers.group_ids.length],
    ['territories', viewers.territory_ids.length],
  ] as const;
  const told = counts.flatMap(([kind, count]) =>
    count > 0 ? [t(`catalog.assortment-count_${kind}`, { count })] : [],
  );
  if (viewers.guests) told.push(t('catalog-assortment-count_guests'));
  if (told.length === 0) return <span className="muted">{t('catalog-assortment-nobody')}</span>;
  return <span>{told.join(', ')}</span>;
}
