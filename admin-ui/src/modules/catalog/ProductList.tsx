import { Link } from 'react-router';
import type { Product } from '../../api/models';
import { type Column, DataTable } from '../../ui/DataTable';
import { ExportMenu } from '../../ui/ExportMenu';
import { SearchBox } from '../../ui/filters';
import { useFormat } from '../../ui/format';
import { ImportLink } from '../../ui/ImportLink';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Chip, Code, Nothing, Quantity } from '../../ui/values';

const FILTERS = ['q'];
const BY_SKU = { field: 'sku', order: 'ASC' } as const;

export default function ProductList() {
  const t = useT();
  const format = useFormat();
  const list = useListPage<Product>({ resource: 'products', filters: FILTERS, sort: BY_SKU });
  const importLink = <ImportLink kind="products" label={t('catalog-import-products')} />;
  return (
    <Page
      title={t('catalog-products')}
      aside={list.total !== undefined && format.number(list.total)}
      actions={
        <>
          <ExportMenu kind="products" permission="catalog.products.read" />
          {importLink}
        </>
      }
    >
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('catalog-products')}
        rowHref={(product) => `/products/${product.id}`}
        filters={
          <SearchBox
            label={t('catalog-search')}
            value={list.filters.q ?? ''}
            onChange={(value) => list.setFilter('q', value)}
          />
        }
        empty={
          <EmptyState
            title={t('catalog-empty-title')}
            text={t('catalog-empty-text')}
            action={importLink}
          />
        }
      />
    </Page>
  );
}

function useColumns(): Column<Product>[] {
  const t = useT();
  return [
    {
      id: 'sku',
      label: t('catalog-column-sku'),
      sort: 'sku',
      fixed: true,
      render: (product) => (
        <>
          <Link className="row-link" to={`/products/${product.id}`}>
            <Code>{product.sku}</Code>
          </Link>
          <span className="phone-line">{product.name}</span>
        </>
      ),
    },
    {
      id: 'name',
      label: t('catalog-column-name'),
      sort: 'name',
      grow: true,
      from: 'tablet',
      render: (product) => <span title={product.name}>{product.name}</span>,
    },
    {
      id: 'state',
      label: t('catalog-column-state'),
      render: (product) =>
        product.archived ? (
          <Chip tone="neutral">{t('catalog-archived')}</Chip>
        ) : (
          <Chip tone="good">{t('catalog-active')}</Chip>
        ),
    },
    {
      id: 'kind',
      label: t('catalog-column-kind'),
      from: 'desktop',
      render: (product) => t(`catalog.kind_${product.kind}`, { _: product.kind }),
    },
    {
      id: 'category',
      label: t('catalog-column-category'),
      from: 'tablet',
      render: (product) => product.category_code ?? <Nothing />,
    },
    {
      id: 'tax_class',
      label: t('catalog-column-tax-class'),
      from: 'desktop',
      render: (product) => product.tax_class,
    },
    {
      id: 'weight',
      label: t('catalog-column-weight'),
      align: 'end',
      from: 'desktop',
      render: (product) =>
        product.weight_g === null ? (
          <Nothing />
        ) : (
          <Quantity value={String(product.weight_g)} unit="g" />
        ),
    },
    {
      id: 'unit',
      label: t('catalog-column-unit'),
      from: 'tablet',
      render: (product) => product.unit,
    },
  ];
}
