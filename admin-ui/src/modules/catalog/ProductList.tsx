import { useState } from 'react';
import { Link } from 'react-router';
import type { Product } from '../../api/models';
import { useCan } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { ExportMenu } from '../../ui/ExportMenu';
import { SearchBox, Segments } from '../../ui/filters';
import { useFormat } from '../../ui/format';
import { ImportLink } from '../../ui/ImportLink';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Chip, Code, Nothing, Quantity } from '../../ui/values';
import { ProductState } from './PublicationSection';
import { RulesDialog } from './RulesDialog';

const FILTERS = ['q', 'state', 'complete'];
const BY_SKU = { field: 'sku', order: 'ASC' } as const;

export default function ProductList() {
  const t = useT();
  const format = useFormat();
  const list = useListPage<Product>({ resource: 'products', filters: FILTERS, sort: BY_SKU });
  const mayApprove = useCan('catalog.products.approve');
  const [rulesOpen, setRulesOpen] = useState(false);
  const importLink = <ImportLink kind="products" label={t('catalog-import-products')} />;
  return (
    <Page
      title={t('catalog-products')}
      aside={list.total !== undefined && format.number(list.total)}
      actions={
        <>
          {mayApprove && (
            <button type="button" className="button" onClick={() => setRulesOpen(true)}>
              {t('catalog-rules')}
            </button>
          )}
          <ExportMenu kind="products" permission="catalog.products.read" />
          {importLink}
        </>
      }
    >
      {rulesOpen && <RulesDialog onClose={() => setRulesOpen(false)} />}
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('catalog-products')}
        rowHref={(product) => `/products/${product.id}`}
        filters={
          <>
            <SearchBox
              label={t('catalog-search')}
              value={list.filters.q ?? ''}
              onChange={(value) => list.setFilter('q', value)}
            />
            <Segments
              label={t('catalog-column-state')}
              value={list.filters.state ?? ''}
              choices={['', 'draft', 'approved', 'published'].map((value) => ({
                value,
                label: t(value ? `catalog.state_${value}` : 'catalog-state-any'),
              }))}
              onChange={(value) => list.setFilter('state', value)}
            />
            <Segments
              label={t('catalog-completeness')}
              value={list.filters.complete ?? ''}
              choices={['', 'true', 'false'].map((value) => ({
                value,
                label: t(value ? `catalog.complete_${value}` : 'catalog-complete-any'),
              }))}
              onChange={(value) => list.setFilter('complete', value)}
            />
          </>
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
          <ProductState state={product.state} />
        ),
    },
    {
      id: 'completeness',
      label: t('catalog-completeness'),
      align: 'end',
      from: 'tablet',
      render: ({ completeness }) =>
        completeness === null || completeness === undefined ? <Nothing /> : `${completeness} %`,
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
