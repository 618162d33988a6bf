import { useGetList } from 'ra-core';
import { Link } from 'react-router';
import { type Column, DataTable } from '../../ui/DataTable';
import { signOf } from '../../ui/decimal';
import { ExportMenu } from '../../ui/ExportMenu';
import { SearchBox } from '../../ui/filters';
import { useFormat } from '../../ui/format';
import { ImportLink } from '../../ui/ImportLink';
import { EmptyState, Page } from '../../ui/Page';
import { type ListPage, useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Chip, Code, Quantity } from '../../ui/values';
import type { StockRow, Warehouse } from './wire';

const FILTERS = ['q', 'warehouse'];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

export default function StockList() {
  const t = useT();
  const format = useFormat();
  const list = useListPage<StockRow>({ resource: 'stock', filters: FILTERS, sort: SERVER_ORDER });
  const importLink = <ImportLink kind="stock" label={t('inventory-import-stock')} />;
  return (
    <Page
      title={t('inventory-stock')}
      aside={list.total !== undefined && format.number(list.total)}
      actions={
        <>
          <Link className="button" to="/stock/movements">
            {t('inventory-movements')}
          </Link>
          <ExportMenu kind="stock" permission="inventory.stock.read" />
          {importLink}
        </>
      }
    >
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('inventory-stock')}
        rowHref={(level) => `/stock/products/${encodeURIComponent(level.sku)}`}
        filters={<Filters list={list} />}
        empty={
          <EmptyState
            title={t('inventory-empty-title')}
            text={t('inventory-empty-text')}
            action={importLink}
          />
        }
      />
    </Page>
  );
}

function Filters({ list }: { list: ListPage<StockRow> }) {
  const t = useT();
  const { data: warehouses = [] } = useGetList<Warehouse>('warehouses', { pagination: undefined });
  return (
    <>
      <SearchBox
        label={t('inventory-search')}
        value={list.filters.q ?? ''}
        onChange={(value) => list.setFilter('q', value)}
      />
      {warehouses.length > 1 && (
        <select
          className="select fit"
          aria-label={t('inventory-column-warehouse')}
          value={list.filters.warehouse ?? ''}
          onChange={(event) => list.setFilter('warehouse', event.target.value)}
        >
          <option value="">{t('inventory-all-warehouses')}</option>
          {warehouses.map((warehouse) => (
            <option key={warehouse.code} value={warehouse.code}>
              {warehouse.name}
            </option>
          ))}
        </select>
      )}
    </>
  );
}

function useColumns(): Column<StockRow>[] {
  const t = useT();
  return [
    {
      id: 'sku',
      label: t('inventory-column-sku'),
      fixed: true,
      render: (level) => (
        <>
          <span className="row-name">
            <Code>{level.sku}</Code>
          </span>
          <span className="phone-line">{level.name}</span>
        </>
      ),
    },
    {
      id: 'name',
      label: t('inventory-column-name'),
      grow: true,
      from: 'tablet',
      render: (level) => <span title={level.name}>{level.name}</span>,
    },
    {
      id: 'warehouse',
      label: t('inventory-column-warehouse'),
      from: 'tablet',
      render: (level) => level.warehouse_name,
    },
    {
      id: 'state',
      label: t('inventory-column-state'),
      from: 'tablet',
      render: (level) =>
        signOf(level.available) > 0 ? (
          <Chip tone="good">{t('inventory-state-available')}</Chip>
        ) : (
          <Chip tone="bad">{t('inventory-state-none')}</Chip>
        ),
    },
    {
      id: 'on_hand',
      label: t('inventory-column-on-hand'),
      align: 'end',
      from: 'tablet',
      render: (level) => <Quantity value={level.on_hand} unit={level.unit} />,
    },
    {
      id: 'reserved',
      label: t('inventory-column-reserved'),
      align: 'end',
      from: 'tablet',
      render: (level) => <Quantity value={level.reserved} unit={level.unit} />,
    },
    {
      id: 'held',
      label: t('inventory-column-held'),
      align: 'end',
      from: 'desktop',
      render: (level) => <Quantity value={level.held} unit={level.unit} />,
    },
    {
      id: 'available',
      label: t('inventory-column-available'),
      align: 'end',
      render: (level) => <Quantity value={level.available} unit={level.unit} />,
    },
  ];
}
