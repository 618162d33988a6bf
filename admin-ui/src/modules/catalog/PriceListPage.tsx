import { useGetList } from 'ra-core';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import type { ListedPrice, PriceList } from '../../api/models';
import { type Column, DataTable } from '../../ui/DataTable';
import { ExportMenu } from '../../ui/ExportMenu';
import { SearchBox } from '../../ui/filters';
import { useFormat } from '../../ui/format';
import { ImportLink } from '../../ui/ImportLink';
import { ErrorNotice } from '../../ui/Notice';
import { EmptyState, Page, PageSkeleton } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Amount, Chip, Code, Day, Nothing, Quantity } from '../../ui/values';

const FILTERS = ['sku'];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;
/** The server tells about a list only among all of them. */
const ALL_LISTS = { page: 1, perPage: 200 };

type PriceRow = ListedPrice & { id: string };

/** The prices of one list. */
export default function PriceListPage() {
  const t = useT();
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useGetList<PriceList>('price-lists', {
    pagination: ALL_LISTS,
    sort: SERVER_ORDER,
  });
  const priceList = data?.find((candidate) => candidate.id === id);
  if (isPending) return <PageSkeleton />;
  if (priceList) return <Prices priceList={priceList} />;
  return (
    <Page
      title={t('catalog-price-list')}
      back={{ to: '/price-lists', label: t('catalog-price-lists') }}
    >
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : t('catalog-price-list-unknown')}
    </Page>
  );
}

function Prices({ priceList }: { priceList: PriceList }) {
  const t = useT();
  const format = useFormat();
  const places = useMemo(() => ({ list: priceList.id }), [priceList.id]);
  const list = useListPage<PriceRow>({
    resource: 'prices',
    filters: FILTERS,
    sort: SERVER_ORDER,
    places,
  });
  const count = list.total !== undefined && format.number(list.total);
  const importLink = <ImportLink kind="prices" label={t('catalog-import-prices')} />;
  return (
    <Page
      title={priceList.name}
      aside={
        <>
          <Code>{priceList.code}</Code> {count}{' '}
          {priceList.is_default && <Chip tone="info">{t('catalog-default-list')}</Chip>}
        </>
      }
      actions={
        <>
          <ExportMenu
            kind="prices"
            permission="catalog.prices.read"
            query={{ price_list: priceList.code }}
          />
          {importLink}
        </>
      }
      back={{ to: '/price-lists', label: t('catalog-price-lists') }}
    >
      <DataTable
        list={list}
        columns={useColumns(priceList)}
        caption={t('catalog-prices-of', { name: priceList.name })}
        filters={
          <SearchBox
            label={t('catalog-search-sku')}
            value={list.filters.sku ?? ''}
            onChange={(value) => list.setFilter('sku', value)}
          />
        }
        empty={
          <EmptyState
            title={t('catalog-prices-empty-title')}
            text={t('catalog-prices-empty-text')}
            action={importLink}
          />
        }
      />
    </Page>
  );
}

function useColumns(priceList: PriceList): Column<PriceRow>[] {
  const t = useT();
  const format = useFormat();
  return [
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
}
