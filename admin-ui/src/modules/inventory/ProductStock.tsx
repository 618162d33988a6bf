import { useGetList, useGetOne } from 'ra-core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useCan } from '../../api/session';
import { ErrorNotice } from '../../ui/Notice';
import { Page, PageSkeleton } from '../../ui/Page';
import { TableBox } from '../../ui/TableBox';
import { useT } from '../../ui/useT';
import { Chip, Code, Day, Quantity } from '../../ui/values';
import { BookDialog, RuleDialog, TransferDialog } from './BookDialogs';
import { ExpectDialog } from './ExpectedDialogs';
import { NewHoldDialog } from './HoldDialogs';
import { useMovementColumns } from './movements';
import type { Movement, ProductPromise, Rule, Warehouse } from './wire';

type Asking = 'book' | 'transfer' | 'expect' | 'hold' | 'rule' | null;

/** The stock of one product: where it stands, what can be promised when, and how it came about. */
export default function ProductStock() {
  const t = useT();
  const { sku = '' } = useParams();
  const query = useGetOne<ProductPromise & { id: string }>('stock-products', { id: sku });
  const back = { to: '/stock', label: t('inventory-stock') };
  if (query.isPending) return <PageSkeleton />;
  if (!query.data) {
    return (
      <Page title={t('inventory-stock')} back={back}>
        <ErrorNotice error={query.error} onRetry={query.refetch} />
      </Page>
    );
  }
  const promise = query.data;
  return (
    <Page
      title={promise.name}
      aside={<Code>{promise.sku}</Code>}
      back={back}
      actions={<Actions sku={promise.sku} />}
    >
      <Shelves promise={promise} />
      <Days promise={promise} />
      <History sku={promise.sku} />
    </Page>
  );
}

function Actions({ sku }: { sku: string }) {
  const t = useT();
  const mayWrite = useCan('inventory.stock.write');
  const mayHold = useCan('inventory.holds.write');
  const [asking, setAsking] = useState<Asking>(null);
  const { data: warehouses = [] } = useGetList<Warehouse>('warehouses', { pagination: undefined });
  const { data: rules = [] } = useGetList<Rule>('stock-rules', { filter: { sku } });
  const main = warehouses.find((warehouse) => warehouse.is_main)?.code ?? '';
  const several = warehouses.filter((warehouse) => !warehouse.archived).length > 1;
  const close = () => setAsking(null);
  const offered: Asking[] = [
    ...(mayWrite ? (['book', ...(several ? ['transfer'] : []), 'expect', 'rule'] as Asking[]) : []),
    ...(mayHold ? (['hold'] as Asking[]) : []),
  ];
  return (
    <>
      {offered.map((what) => (
        <button
          key={what}
          type="button"
          className={what === 'book' ? 'button primary' : 'button'}
          onClick={() => setAsking(what)}
        >
          {t(`inventory.do_${what}`)}
        </button>
      ))}
      {asking === 'book' && <BookDialog sku={sku} onClose={close} />}
      {asking === 'transfer' && <TransferDialog sku={sku} main={main} onClose={close} />}
      {asking === 'expect' && <ExpectDialog sku={sku} onClose={close} />}
      {asking === 'hold' && <NewHoldDialog sku={sku} onClose={close} />}
      {asking === 'rule' && <RuleDialog sku={sku} rule={rules[0]} onClose={close} />}
    </>
  );
}

function Shelves({ promise }: { promise: ProductPromise }) {
  const t = useT();
  const { unit, items } = promise;
  if (items.length === 0) return <p className="muted">{t('inventory-product-none')}</p>;
  return (
    <TableBox label={t('inventory-where')}>
      <table className="table">
        <caption className="visually-hidden">{t('inventory-where')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('inventory-column-warehouse')}</th>
            <th scope="col" className="end">
              {t('inventory-column-on-hand')}
            </th>
            <th scope="col" className="end">
              {t('inventory-column-reserved')}
            </th>
            <th scope="col" className="end">
              {t('inventory-column-held')}
            </th>
            <th scope="col" className="end">
              {t('inventory-column-available')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((shelf) => (
            <tr key={shelf.warehouse_code}>
              <th scope="row">{shelf.warehouse_name}</th>
              {[shelf.on_hand, shelf.reserved, shelf.held, shelf.free].map((value, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row never move
                <td key={index} className="end">
                  <Quantity value={value} unit={unit} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function Days({ promise }: { promise: ProductPromise }) {
  const t = useT();
  return (
    <section>
      <div className="section-head">
        <h2>{t('inventory-promise')}</h2>
      </div>
      <dl className="facts">
        {promise.days.map((step) => (
          <div key={step.on ?? 'now'}>
            <dt>{step.on ? <Day on={step.on} /> : t('inventory-now')}</dt>
            <dd>
              <Quantity value={step.available} unit={promise.unit} />
            </dd>
          </div>
        ))}
      </dl>
      {promise.expected.length > 0 && (
        <p>
          <Link to={`/stock/expected?sku=${encodeURIComponent(promise.sku)}&state=open`}>
            {t('inventory-expected-of', { count: promise.expected.length })}
          </Link>{' '}
          {promise.expected.some((row) => row.is_late) && (
            <Chip tone="bad">{t('inventory-expected-late')}</Chip>
          )}
        </p>
      )}
    </section>
  );
}

function History({ sku }: { sku: string }) {
  const t = useT();
  const columns = useMovementColumns().filter((column) => column.id !== 'sku');
  const { data: entries = [] } = useGetList<Movement>('movements', {
    pagination: { page: 1, perPage: 20 },
    filter: { sku },
  });
  return (
    <section>
      <div className="section-head">
        <h2>{t('inventory-movements')}</h2>
        <Link to={`/stock/movements?sku=${encodeURIComponent(sku)}`}>{t('inventory-all')}</Link>
      </div>
      <TableBox label={t('inventory-movements')}>
        <table className="table">
          <caption className="visually-hidden">{t('inventory-movements')}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.id} scope="col" className={column.align}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                {columns.map((column) => (
                  <td key={column.id} className={column.align}>
                    {column.render(entry)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
}
