import { useQuery } from '@tanstack/react-query';
import { useGetList, useNotify } from 'ra-core';
import { useState } from 'react';
import { api } from '../../api/http';
import { useCan } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { ConfirmDialog } from '../../ui/Dialog';
import { ErrorNotice } from '../../ui/Notice';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useSaving } from '../../ui/useSaving';
import { useT } from '../../ui/useT';
import { Chip, Code, Nothing } from '../../ui/values';
import { FormDialog, TextField, useStockChanged } from './fields';
import { WarehouseDialog } from './WarehouseDialog';
import type { ChannelWarehouses, Warehouse } from './wire';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

type Change = 'main' | 'archive' | 'restore';
type Asking = { what: Change | 'edit'; warehouse: Warehouse } | { what: 'new' };

/** Warehouses, and which of them serve a channel in which order. */
export default function WarehouseList() {
  const t = useT();
  const mayWrite = useCan('inventory.warehouses.write');
  const [asking, setAsking] = useState<Asking | null>(null);
  const list = useListPage<Warehouse>({
    resource: 'warehouses',
    filters: NO_FILTERS,
    sort: SERVER_ORDER,
    paged: false,
  });
  const close = () => setAsking(null);
  const add = mayWrite && (
    <button type="button" className="button primary" onClick={() => setAsking({ what: 'new' })}>
      {t('inventory-warehouse-new')}
    </button>
  );
  return (
    <Page title={t('inventory-warehouses')} actions={add}>
      <DataTable
        list={list}
        columns={useColumns(mayWrite ? setAsking : undefined)}
        caption={t('inventory-warehouses')}
        chooser={false}
        empty={
          <EmptyState
            title={t('inventory-warehouses-none')}
            text={t('inventory-warehouses-none-text')}
            action={add}
          />
        }
      />
      <Allocation mayWrite={mayWrite} />
      {asking?.what === 'new' && <WarehouseDialog onClose={close} />}
      {asking?.what === 'edit' && <WarehouseDialog known={asking.warehouse} onClose={close} />}
      {asking && asking.what !== 'new' && asking.what !== 'edit' && (
        <ChangeDialog what={asking.what} warehouse={asking.warehouse} onClose={close} />
      )}
    </Page>
  );
}

function useColumns(onAsk: ((asking: Asking) => void) | undefined): Column<Warehouse>[] {
  const t = useT();
  const columns: Column<Warehouse>[] = [
    {
      id: 'code',
      label: t('inventory-column-code'),
      fixed: true,
      render: (warehouse) => <Code>{warehouse.code}</Code>,
    },
    {
      id: 'name',
      label: t('inventory-column-name'),
      grow: true,
      render: (warehouse) => warehouse.name,
    },
    {
      id: 'place',
      label: t('inventory-column-place'),
      from: 'tablet',
      render: ({ address }) =>
        [address.city, address.country].filter(Boolean).join(', ') || <Nothing />,
    },
    {
      id: 'state',
      label: t('inventory-column-state'),
      render: (warehouse) => {
        if (warehouse.is_main) return <Chip tone="good">{t('inventory-warehouse-is-main')}</Chip>;
        if (warehouse.archived) return <Chip tone="neutral">{t('inventory-archived')}</Chip>;
        return <Nothing />;
      },
    },
  ];
  const offered = (warehouse: Warehouse): (Change | 'edit')[] => {
    if (warehouse.archived) return ['restore'];
    return warehouse.is_main ? ['edit'] : ['edit', 'main', 'archive'];
  };
  const actions: Column<Warehouse> = {
    id: 'actions',
    label: t('inventory-column-actions'),
    fixed: true,
    align: 'end',
    render: (warehouse) =>
      offered(warehouse).map((what) => (
        <button
          key={what}
          type="button"
          className="button small"
          onClick={() => onAsk?.({ what, warehouse })}
        >
          {t(`inventory.warehouse_do_${what}`)}
        </button>
      )),
  };
  return onAsk ? [...columns, actions] : columns;
}

const CHANGES = {
  main: { is_main: true },
  archive: { archived: true },
  restore: { archived: false },
};

function ChangeDialog(props: { what: Change; warehouse: Warehouse; onClose: () => void }) {
  const { what, warehouse, onClose } = props;
  const t = useT();
  const notify = useNotify();
  const changed = useStockChanged();
  const run = async () => {
    const body = { ...CHANGES[what], version: warehouse.version };
    await api(`/admin/warehouses/${warehouse.id}`, { method: 'PATCH', body });
    await changed();
    notify('inventory-warehouse-saved');
  };
  return (
    <ConfirmDialog
      title={t(`inventory.warehouse_do_${what}`)}
      confirmLabel={t(`inventory.warehouse_do_${what}`)}
      danger={what === 'archive'}
      onConfirm={run}
      onClose={onClose}
    >
      <p>{t(`inventory.warehouse_ask_${what}`, { name: warehouse.name })}</p>
    </ConfirmDialog>
  );
}

function Allocation({ mayWrite }: { mayWrite: boolean }) {
  const t = useT();
  const [asking, setAsking] = useState<ChannelWarehouses | null>(null);
  const query = useQuery({
    queryKey: ['warehouses', 'allocation'],
    queryFn: () => api<{ channels: ChannelWarehouses[] }>('/admin/allocation'),
  });
  return (
    <section>
      <div className="section-head">
        <h2>{t('inventory-allocation')}</h2>
      </div>
      <p className="muted">{t('inventory-allocation-text')}</p>
      {query.error ? <ErrorNotice error={query.error} onRetry={query.refetch} /> : null}
      <dl className="facts">
        {query.data?.channels.map((channel) => (
          <div key={channel.channel_code}>
            <dt>
              <Code>{channel.channel_code}</Code>
            </dt>
            <dd>
              {channel.warehouse_codes.join(' → ') || t('inventory-allocation-all')}{' '}
              {mayWrite && (
                <button type="button" className="button small" onClick={() => setAsking(channel)}>
                  {t('inventory-allocation-change')}
                </button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {asking && <AllocationDialog channel={asking} onClose={() => setAsking(null)} />}
    </section>
  );
}

function AllocationDialog(props: { channel: ChannelWarehouses; onClose: () => void }) {
  const { channel, onClose } = props;
  const t = useT();
  const notify = useNotify();
  const changed = useStockChanged();
  const { data: warehouses = [] } = useGetList<Warehouse>('warehouses', { pagination: undefined });
  const [codes, setCodes] = useState(channel.warehouse_codes.join(', '));
  const { busy, failure, errors, save } = useSaving();
  const submit = async () => {
    const warehouse_codes = codes
      .split(/[\s,;]+/)
      .map((code) => code.trim())
      .filter(Boolean);
    const wanted = { channel_code: channel.channel_code, warehouse_codes };
    const saved = await save(async () => {
      await api('/admin/allocation', { method: 'PUT', body: { channels: [wanted] } });
      await changed();
    });
    if (!saved) return;
    notify('inventory-allocation-saved');
    onClose();
  };
  const open = warehouses.filter((warehouse) => !warehouse.archived);
  return (
    <FormDialog
      title={t('inventory-allocation-title', { name: channel.channel_code })}
      submit={t('inventory-allocation-submit')}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('inventory-allocation-codes')}
        help={t('inventory-allocation-help', {
          name: open.map((warehouse) => warehouse.code).join(', '),
        })}
        value={codes}
        error={Object.values(errors)[0]}
        onChange={setCodes}
      />
    </FormDialog>
  );
}
