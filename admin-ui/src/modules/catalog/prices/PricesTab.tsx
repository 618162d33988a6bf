import { useMemo, useState } from 'react';
import { useCan } from '../../../api/session';
import { type Column, DataTable } from '../../../ui/DataTable';
import { SearchBox } from '../../../ui/filters';
import { useFormat } from '../../../ui/format';
import { ImportLink } from '../../../ui/ImportLink';
import { EmptyState } from '../../../ui/Page';
import { useListPage } from '../../../ui/useListPage';
import { useT } from '../../../ui/useT';
import { Amount, Code, Day, Nothing, Quantity } from '../../../ui/values';
import { PriceDialog, RemovePriceDialog } from './PriceDialog';
import type { ListedPrice, PriceList } from './wire';

const FILTERS = ['sku'];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

type Open = { price: ListedPrice | null; doing: 'edit' | 'remove' } | null;

/** The prices of one list. */
export function PricesTab({ list: priceList }: { list: PriceList }) {
  const t = useT();
  const mayCosts = useCan('catalog.costs.write');
  const mayPrices = useCan('catalog.prices.write');
  const mayWrite = mayPrices && (priceList.purpose !== 'cost' || mayCosts);
  const [open, setOpen] = useState<Open>(null);
  const places = useMemo(() => ({ list: priceList.id }), [priceList.id]);
  const list = useListPage<ListedPrice>({
    resource: 'prices',
    filters: FILTERS,
    sort: SERVER_ORDER,
    places,
  });
  const add = mayWrite && (
    <button
      type="button"
      className="button"
      onClick={() => setOpen({ price: null, doing: 'edit' })}
    >
      {t('catalog-price-add')}
    </button>
  );
  const close = () => setOpen(null);
  return (
    <>
      <DataTable
        list={list}
        columns={useColumns(priceList, mayWrite ? setOpen : undefined)}
        caption={t('catalog-prices-of', { name: priceList.name })}
        filters={
          <>
            <SearchBox
              label={t('catalog-search-sku')}
              value={list.filters.sku ?? ''}
              onChange={(value) => list.setFilter('sku', value)}
            />
            {add}
          </>
        }
        empty={
          <EmptyState
            title={t('catalog-prices-empty-title')}
            text={t(
              priceList.rules.length > 0
                ? 'catalog-prices-empty-rules'
                : 'catalog-prices-empty-text',
            )}
            action={
              <span className="row-actions">
                {add}
                <ImportLink kind="prices" label={t('catalog-import-prices')} />
              </span>
            }
          />
        }
      />
      {open?.doing === 'edit' && (
        <PriceDialog list={priceList} known={open.price} onClose={close} />
      )}
      {open?.doing === 'remove' && open.price && (
        <RemovePriceDialog list={priceList} price={open.price} onClose={close} />
      )}
    </>
  );
}

function useColumns(priceList: PriceList, onOpen?: (open: Open) => void): Column<ListedPrice>[] {
  const t = useT();
  const format = useFormat();
  const columns: Column<ListedPrice>[] = [
    {
      id: 'sku',
      label: t('catalog-column-sku'),
      fixed: true,
      render: (price) => (
        <>
          <span className="row-name">
            <Code>{price.sku}</Code>
          </span>
          <span className="phone-line">{price.name}</span>
        </>
      ),
    },
    {
      id: 'name',
      label: t('catalog-column-name'),
      grow: true,
      from: 'tablet',
      render: (price) => <span title={price.name}>{price.name}</span>,
    },
    {
      id: 'unit',
      label: t('catalog-column-unit'),
      from: 'tablet',
      render: (price) => price.unit ?? <Nothing />,
    },
    {
      id: 'valid_from',
      label: t('catalog-column-valid-from'),
      from: 'desktop',
      render: (price) => (price.valid_from ? <Day on={price.valid_from} /> : <Nothing />),
    },
    {
      id: 'valid_to',
      label: t('catalog-column-valid-to'),
      from: 'desktop',
      render: (price) => (price.valid_to ? <Day on={price.valid_to} /> : <Nothing />),
    },
    {
      id: 'min_quantity',
      label: t('catalog-column-from-quantity'),
      align: 'end',
      render: (price) => <Quantity value={price.min_quantity} />,
    },
    {
      id: 'unit_price',
      label: t(`catalog.column-price_${priceList.tax_mode}`),
      align: 'end',
      render: (price) => (
        <>
          <Amount value={price.unit_price} currency={priceList.currency} />
          {price.per !== '1' && (
            <span className="unit"> {t('catalog-per', { per: format.number(price.per) })}</span>
          )}
        </>
      ),
    },
  ];
  const actions: Column<ListedPrice> = {
    id: 'actions',
    label: t('catalog-column-actions'),
    fixed: true,
    align: 'end',
    render: (price) => (
      <span className="row-actions">
        <button
          type="button"
          className="button small"
          onClick={() => onOpen?.({ price, doing: 'edit' })}
        >
          {t('catalog-parts-edit')}
          <span className="visually-hidden"> {price.sku}</span>
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => onOpen?.({ price, doing: 'remove' })}
        >
          {t('catalog-parts-remove')}
          <span className="visually-hidden"> {price.sku}</span>
        </button>
      </span>
    ),
  };
  return onOpen ? [...columns, actions] : columns;
}
