import { useState } from 'react';
import { Link } from 'react-router';
import { useCan } from '../../../api/session';
import { type Column, DataTable } from '../../../ui/DataTable';
import { useFormat } from '../../../ui/format';
import { ImportLink } from '../../../ui/ImportLink';
import { EmptyState, Page } from '../../../ui/Page';
import { useListPage } from '../../../ui/useListPage';
import { useT } from '../../../ui/useT';
import { Chip, Code, Nothing } from '../../../ui/values';
import { PolicyDialog } from './PolicyDialog';
import type { PriceList } from './wire';
import { StateChip, Validity } from './words';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

/** Every price list; its prices are a page of their own. */
export default function PriceLists() {
  const t = useT();
  const format = useFormat();
  const mayWrite = useCan('catalog.prices.write');
  const [isPolicyOpen, setPolicyOpen] = useState(false);
  const list = useListPage<PriceList>({
    resource: 'price-lists',
    filters: NO_FILTERS,
    sort: SERVER_ORDER,
  });
  const importLink = <ImportLink kind="prices" label={t('catalog-import-prices')} />;
  return (
    <Page
      title={t('catalog-price-lists')}
      aside={list.total !== undefined && format.number(list.total)}
      actions={
        <>
          <button type="button" className="button" onClick={() => setPolicyOpen(true)}>
            {t('catalog-pricing-policy')}
          </button>
          {importLink}
          {mayWrite && (
            <Link className="button primary" to="/price-lists/new">
              {t('catalog-price-list-add')}
            </Link>
          )}
        </>
      }
    >
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('catalog-price-lists')}
        rowHref={(priceList) => `/price-lists/${priceList.id}`}
        empty={
          <EmptyState
            title={t('catalog-price-lists-empty-title')}
            text={t('catalog-price-lists-empty-text')}
            action={importLink}
          />
        }
      />
      {isPolicyOpen && <PolicyDialog onClose={() => setPolicyOpen(false)} />}
    </Page>
  );
}

function useColumns(): Column<PriceList>[] {
  const t = useT();
  return [
    {
      id: 'code',
      label: t('catalog-column-code'),
      fixed: true,
      render: (priceList) => (
        <>
          <Link className="row-link" to={`/price-lists/${priceList.id}`}>
            <Code>{priceList.code}</Code>
          </Link>
          <span className="phone-line">{priceList.name}</span>
        </>
      ),
    },
    {
      id: 'name',
      label: t('catalog-column-name'),
      grow: true,
      from: 'tablet',
      render: (priceList) => <span title={priceList.name}>{priceList.name}</span>,
    },
    {
      id: 'state',
      label: t('catalog-column-state'),
      render: (priceList) => <StateChip state={priceList.state} />,
    },
    {
      id: 'purpose',
      label: t('catalog-column-purpose'),
      from: 'tablet',
      render: (priceList) => t(`catalog.purpose_${priceList.purpose}`),
    },
    {
      id: 'default',
      label: t('catalog-column-used'),
      from: 'tablet',
      render: (priceList) =>
        priceList.is_default ? <Chip tone="info">{t('catalog-default-list')}</Chip> : <Nothing />,
    },
    {
      id: 'validity',
      label: t('catalog-column-validity'),
      from: 'desktop',
      render: (priceList) => <Validity list={priceList} />,
    },
    {
      id: 'base_list',
      label: t('catalog-base-list'),
      from: 'desktop',
      render: ({ base_list: base }) => (base ? <Code>{base}</Code> : <Nothing />),
    },
    {
      id: 'tax_mode',
      label: t('catalog-column-tax-mode'),
      from: 'tablet',
      render: (priceList) => t(`catalog.tax-mode_${priceList.tax_mode}`),
    },
    {
      id: 'currency',
      label: t('catalog-column-currency'),
      render: (priceList) => priceList.currency,
    },
  ];
}
