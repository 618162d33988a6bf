import { Link } from 'react-router';
import type { OrderSummary } from '../../api/models';
import { type Column, DataTable } from '../../ui/DataTable';
import { sumDecimals } from '../../ui/decimal';
import { DateFilter, FilterTag, SearchBox, Segments } from '../../ui/filters';
import { useFormat } from '../../ui/format';
import { ImportLink } from '../../ui/ImportLink';
import { EmptyState, Page } from '../../ui/Page';
import { type ListPage, useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Amount, Code, Nothing, When } from '../../ui/values';
import { ORDER_STATES, OrderState } from './state';

const FILTERS = ['state', 'q', 'company_id', 'placed_from', 'placed_to'];
const NEWEST_FIRST = { field: 'placed_at', order: 'DESC' } as const;

export default function OrderList() {
  const t = useT();
  const format = useFormat();
  const list = useListPage<OrderSummary>({
    resource: 'orders',
    filters: FILTERS,
    sort: NEWEST_FIRST,
  });
  return (
    <Page title={t('orders-orders')} aside={list.total !== undefined && format.number(list.total)}>
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('orders-orders')}
        rowHref={(order) => `/orders/${order.id}`}
        filters={<Filters list={list} />}
        totals={useTotals(list.rows)}
        empty={
          <EmptyState
            title={t('orders-empty-title')}
            text={t('orders-empty-text')}
            action={<ImportLink kind="products" label={t('orders-empty-action')} />}
          />
        }
      />
    </Page>
  );
}

function Filters({ list }: { list: ListPage<OrderSummary> }) {
  const t = useT();
  const { filters, setFilter } = list;
  const states = ORDER_STATES.map((state) => ({ value: state, label: t(`orders.state_${state}`) }));
  const company = list.rows[0]?.company.name ?? t('orders-filter-company');
  return (
    <>
      <SearchBox
        label={t('orders-search')}
        value={filters.q ?? ''}
        onChange={(value) => setFilter('q', value)}
      />
      <Segments
        label={t('orders-column-state')}
        value={filters.state ?? ''}
        choices={[{ value: '', label: t('orders-state-all') }, ...states]}
        onChange={(value) => setFilter('state', value)}
      />
      <DateFilter
        label={t('orders-filter-from')}
        value={filters.placed_from ?? ''}
        onChange={(value) => setFilter('placed_from', value)}
      />
      <DateFilter
        label={t('orders-filter-to')}
        value={filters.placed_to ?? ''}
        onChange={(value) => setFilter('placed_to', value)}
      />
      {filters.company_id && (
        <FilterTag label={company} onRemove={() => setFilter('company_id', '')} />
      )}
    </>
  );
}

function useColumns(): Column<OrderSummary>[] {
  const t = useT();
  return [
    {
      id: 'number',
      label: t('orders-column-number'),
      sort: 'number',
      fixed: true,
      render: (order) => (
        <>
          <Link className="row-link" to={`/orders/${order.id}`}>
            <Code>{order.number}</Code>
          </Link>
          <span className="phone-line">{order.company.name}</span>
        </>
      ),
    },
    {
      id: 'state',
      label: t('orders-column-state'),
      from: 'tablet',
      render: (order) => <OrderState state={order.state} />,
    },
    {
      id: 'company',
      label: t('orders-column-company'),
      grow: true,
      from: 'tablet',
      render: (order) => <span title={order.company.code}>{order.company.name}</span>,
    },
    {
      id: 'po_number',
      label: t('orders-column-po-number'),
      from: 'desktop',
      render: (order) => (order.po_number ? <Code>{order.po_number}</Code> : <Nothing />),
    },
    {
      id: 'lines',
      label: t('orders-column-lines'),
      align: 'end',
      from: 'desktop',
      render: (order) => order.line_count,
    },
    {
      id: 'placed_at',
      label: t('orders-column-placed'),
      sort: 'placed_at',
      from: 'tablet',
      render: (order) => <When at={order.placed_at} />,
    },
    {
      id: 'net',
      label: t('orders-column-net'),
      align: 'end',
      render: (order) => (
        <>
          <Amount value={order.net_total} currency={order.currency} />
          <span className="phone-line">
            <OrderState state={order.state} />
          </span>
        </>
      ),
    },
    {
      id: 'gross',
      label: t('orders-column-gross'),
      align: 'end',
      from: 'desktop',
      render: (order) => <Amount value={order.gross_total} currency={order.currency} />,
    },
  ];
}

/** Sums what is on the page; cancelled orders are money nobody will pay, and the label says so. */
function useTotals(orders: OrderSummary[]) {
  const t = useT();
  const counted = orders.filter((order) => order.state !== 'cancelled');
  const currency = counted[0]?.currency;
  if (!currency || counted.some((order) => order.currency !== currency)) return undefined;
  const left = orders.length - counted.length;
  const sum = (pick: (order: OrderSummary) => string) => (
    <Amount value={sumDecimals(counted.map(pick))} currency={currency} />
  );
  return {
    label: t('orders-totals', { count: counted.length, left }),
    cells: { net: sum((order) => order.net_total), gross: sum((order) => order.gross_total) },
  };
}
