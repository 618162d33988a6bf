import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useMemo, useState } from 'react';
import { api } from '../../../api/http';
import { useCan } from '../../../api/session';
import { type Column, DataTable } from '../../../ui/DataTable';
import { EmptyState } from '../../../ui/Page';
import { useListPage } from '../../../ui/useListPage';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { Code, Nothing, Quantity } from '../../../ui/values';
import { errorOf, FormDialog, SkuField, TextField, useShown, useTyped } from './fields';
import type { ListedQuantities, PriceList } from './wire';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;
const LIMITS = ['minimum', 'maximum', 'increment'] as const;

type Open = ListedQuantities | 'new' | null;

/** In which quantities whoever buys by this list may order. */
export function QuantitiesTab({ list: priceList }: { list: PriceList }) {
  const t = useT();
  const mayWrite = useCan('catalog.prices.write');
  const [open, setOpen] = useState<Open>(null);
  const places = useMemo(() => ({ list: priceList.id }), [priceList.id]);
  const list = useListPage<ListedQuantities>({
    resource: 'quantities',
    filters: NO_FILTERS,
    sort: SERVER_ORDER,
    places,
  });
  const add = mayWrite && (
    <button type="button" className="button" onClick={() => setOpen('new')}>
      {t('catalog-quantities-add')}
    </button>
  );
  return (
    <>
      <p className="reading muted">{t('catalog-quantities-text')}</p>
      <DataTable
        list={list}
        columns={useColumns(mayWrite ? setOpen : undefined)}
        caption={t('catalog-quantities-of', { name: priceList.name })}
        chooser={false}
        filters={add}
        empty={
          <EmptyState
            title={t('catalog-quantities-empty-title')}
            text={t('catalog-quantities-empty-text')}
            action={add}
          />
        }
      />
      {open && (
        <QuantitiesDialog
          list={priceList}
          known={open === 'new' ? undefined : open}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function useColumns(onOpen?: (row: ListedQuantities) => void): Column<ListedQuantities>[] {
  const t = useT();
  const columns: Column<ListedQuantities>[] = [
    {
      id: 'sku',
      label: t('catalog-column-sku'),
      fixed: true,
      render: (row) => (
        <span className="row-name">
          <Code>{row.sku}</Code>
        </span>
      ),
    },
    ...LIMITS.map(
      (limit): Column<ListedQuantities> => ({
        id: limit,
        label: t(`catalog.limit_${limit}`),
        align: 'end',
        render: (row) => {
          const value = row[limit];
          return value === null ? <Nothing /> : <Quantity value={value} />;
        },
      }),
    ),
  ];
  const actions: Column<ListedQuantities> = {
    id: 'actions',
    label: t('catalog-column-actions'),
    fixed: true,
    align: 'end',
    render: (row) => (
      <button type="button" className="button small" onClick={() => onOpen?.(row)}>
        {t('catalog-parts-edit')}
        <span className="visually-hidden"> {row.sku}</span>
      </button>
    ),
  };
  return onOpen ? [...columns, actions] : columns;
}

function QuantitiesDialog(props: {
  list: PriceList;
  known?: ListedQuantities;
  onClose: () => void;
}) {
  const { list, known, onClose } = props;
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const typed = useTyped();
  const shown = useShown();
  const [sku, setSku] = useState(known?.sku ?? '');
  const [limits, setLimits] = useState({
    minimum: shown(known?.minimum),
    maximum: shown(known?.maximum),
    increment: shown(known?.increment),
  });
  const { busy, failure, errors, save } = useSaving();
  const submit = async () => {
    const wire = (text: string) => (text.trim() ? typed(text) : null);
    const row = {
      sku: sku.trim(),
      minimum: wire(limits.minimum),
      maximum: wire(limits.maximum),
      increment: wire(limits.increment),
    };
    const saved = await save(async () => {
      const body = { quantities: [row] };
      await api(`/admin/price-lists/${list.id}/quantities`, { method: 'PUT', body });
      await queryClient.invalidateQueries({ queryKey: ['quantities'] });
    });
    if (!saved) return;
    notify('catalog-quantities-saved');
    onClose();
  };
  return (
    <FormDialog
      title={known ? t('catalog-quantities-for', { name: known.sku }) : t('catalog-quantities-add')}
      submit={t('catalog-quantities-save')}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <SkuField
        value={sku}
        error={errorOf(errors, 'sku')}
        readOnly={Boolean(known)}
        onChange={setSku}
      />
      {LIMITS.map((limit) => (
        <TextField
          key={limit}
          decimal
          label={t(`catalog.limit_${limit}`)}
          help={limit === 'increment' ? t('catalog-quantities-help') : undefined}
          value={limits[limit]}
          error={errorOf(errors, limit)}
          onChange={(value) => setLimits({ ...limits, [limit]: value })}
        />
      ))}
    </FormDialog>
  );
}
