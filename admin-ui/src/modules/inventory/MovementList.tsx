import { DataTable } from '../../ui/DataTable';
import { SearchBox } from '../../ui/filters';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { useMovementColumns } from './movements';
import type { Movement, MovementKind } from './wire';

const FILTERS = ['sku', 'warehouse', 'kind'];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;
const KINDS: MovementKind[] = [
  'opening',
  'count',
  'receipt',
  'shipment',
  'return',
  'correction',
  'transfer',
];

/** What has changed stock on hand, the newest first. */
export default function MovementList() {
  const t = useT();
  const list = useListPage<Movement>({
    resource: 'movements',
    filters: FILTERS,
    sort: SERVER_ORDER,
  });
  return (
    <Page title={t('inventory-movements')} back={{ to: '/stock', label: t('inventory-stock') }}>
      <DataTable
        list={list}
        columns={useMovementColumns()}
        caption={t('inventory-movements')}
        filters={
          <>
            <SearchBox
              label={t('inventory-find-sku')}
              value={list.filters.sku ?? ''}
              onChange={(value) => list.setFilter('sku', value)}
            />
            <select
              className="select fit"
              aria-label={t('inventory-column-kind')}
              value={list.filters.kind ?? ''}
              onChange={(event) => list.setFilter('kind', event.target.value)}
            >
              <option value="">{t('inventory-all-kinds')}</option>
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`inventory.kind_${kind}`)}
                </option>
              ))}
            </select>
          </>
        }
        empty={
          <EmptyState
            title={t('inventory-movements-none')}
            text={t('inventory-movements-none-text')}
          />
        }
      />
    </Page>
  );
}
