import { useState } from 'react';
import { Link } from 'react-router';
import { useCan } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { SearchBox, Segments } from '../../ui/filters';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Chip, Code, Day, Nothing, Quantity } from '../../ui/values';
import { CancelExpected, ExpectDialog, ReceiveDialog } from './ExpectedDialogs';
import type { Expected } from './wire';

const FILTERS = ['sku', 'warehouse', 'state'];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;
const TONES = { open: 'neutral', received: 'good', cancelled: 'neutral' } as const;

type Asking = { what: 'change' | 'receive' | 'cancel'; row: Expected } | { what: 'new' };

/** Goods that are expected, by day. */
export default function ExpectedList() {
  const t = useT();
  const mayWrite = useCan('inventory.stock.write');
  const [asking, setAsking] = useState<Asking | null>(null);
  const list = useListPage<Expected>({
    resource: 'expected',
    filters: FILTERS,
    sort: SERVER_ORDER,
  });
  const close = () => setAsking(null);
  const add = mayWrite && (
    <button type="button" className="button primary" onClick={() => setAsking({ what: 'new' })}>
      {t('inventory-expected-new')}
    </button>
  );
  const states = ['', 'open', 'received', 'cancelled'];
  return (
    <Page title={t('inventory-expected')} actions={add}>
      <DataTable
        list={list}
        columns={useColumns(mayWrite ? setAsking : undefined)}
        caption={t('inventory-expected')}
        filters={
          <>
            <SearchBox
              label={t('inventory-find-sku')}
              value={list.filters.sku ?? ''}
              onChange={(value) => list.setFilter('sku', value)}
            />
            <Segments
              label={t('inventory-column-state')}
              value={list.filters.state ?? ''}
              choices={states.map((state) => ({
                value: state,
                label: t(`inventory.expected_${state || 'all'}`),
              }))}
              onChange={(value) => list.setFilter('state', value)}
            />
          </>
        }
        empty={
          <EmptyState
            title={t('inventory-expected-none')}
            text={t('inventory-expected-none-text')}
            action={add}
          />
        }
      />
      {asking?.what === 'new' && <ExpectDialog onClose={close} />}
      {asking?.what === 'change' && <ExpectDialog known={asking.row} onClose={close} />}
      {asking?.what === 'receive' && <ReceiveDialog known={asking.row} onClose={close} />}
      {asking?.what === 'cancel' && <CancelExpected known={asking.row} onClose={close} />}
    </Page>
  );
}

function useColumns(onAsk: ((asking: Asking) => void) | undefined): Column<Expected>[] {
  const t = useT();
  const columns: Column<Expected>[] = [
    {
      id: 'due',
      label: t('inventory-column-due'),
      fixed: true,
      render: (row) => (
        <>
          <Day on={row.due_on} />
          <span className="phone-line">{row.sku}</span>
        </>
      ),
    },
    {
      id: 'sku',
      label: t('inventory-column-sku'),
      from: 'tablet',
      render: (row) => (
        <Link to={`/stock/products/${encodeURIComponent(row.sku)}`}>
          <Code>{row.sku}</Code>
        </Link>
      ),
    },
    {
      id: 'name',
      label: t('inventory-column-name'),
      grow: true,
      from: 'desktop',
      render: (row) => row.name,
    },
    {
      id: 'warehouse',
      label: t('inventory-column-warehouse'),
      from: 'tablet',
      render: (row) => row.warehouse_code,
    },
    {
      id: 'reference',
      label: t('inventory-column-reference'),
      from: 'desktop',
      render: (row) => row.reference ?? <Nothing />,
    },
    {
      id: 'state',
      label: t('inventory-column-state'),
      render: (row) =>
        row.is_late ? (
          <Chip tone="bad">{t('inventory-expected-late')}</Chip>
        ) : (
          <Chip tone={TONES[row.state]}>{t(`inventory.expected_${row.state}`)}</Chip>
        ),
    },
    {
      id: 'received',
      label: t('inventory-column-received'),
      align: 'end',
      from: 'tablet',
      render: (row) => <Quantity value={row.received} unit={row.unit} />,
    },
    {
      id: 'quantity',
      label: t('inventory-column-quantity'),
      align: 'end',
      render: (row) => <Quantity value={row.quantity} unit={row.unit} />,
    },
  ];
  const actions: Column<Expected> = {
    id: 'actions',
    label: t('inventory-column-actions'),
    fixed: true,
    align: 'end',
    render: (row) =>
      row.state === 'open' &&
      (['receive', 'change', 'cancel'] as const).map((what) => (
        <button
          key={what}
          type="button"
          className="button small"
          onClick={() => onAsk?.({ what, row })}
        >
          {t(`inventory.expected_do_${what}`)}
        </button>
      )),
  };
  return onAsk ? [...columns, actions] : columns;
}
