import { Link } from 'react-router';
import type { PriceList } from '../../api/models';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { ImportLink } from '../../ui/ImportLink';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Chip, Code, Nothing } from '../../ui/values';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

/** Every price list; its prices are a page of their own. */
export default function PriceLists() {
  const t = useT();
  const format = useFormat();
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
      actions={importLink}
    >
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('catalog-price-lists')}
        chooser={false}
        rowHref={(priceList) => `/price-lists/${priceList.id}`}
        empty={
          <EmptyState
            title={t('catalog-price-lists-empty-title')}
            text={t('catalog-price-lists-empty-text')}
            action={importLink}
          />
        }
      />
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
      id: 'default',
      label: t('catalog-column-used'),
      from: 'tablet',
      render: (priceList) =>
        priceList.is_default ? <Chip tone="info">{t('catalog-default-list')}</Chip> : <Nothing />,
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
