// Holding stock for a customer, keeping it longer, and giving it back.
import { useDataProvider, useNotify } from 'ra-core';
import { useState } from 'react';
import type { KontorDataProvider } from '../../api/dataProvider';
import { api } from '../../api/http';
import { ConfirmDialog } from '../../ui/Dialog';
import { useSaving } from '../../ui/useSaving';
import { useT } from '../../ui/useT';
import { errorOf, FormDialog, TextField, useStockChanged, useTyped } from './fields';
import type { Hold } from './wire';

/** The moment that a browser's field of day and time means; empty stays empty, and the server says so. */
function instant(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? local : at.toISOString();
}

export function NewHoldDialog({ sku, onClose }: { sku?: string; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const changed = useStockChanged();
  const typed = useTyped();
  const [company, setCompany] = useState('');
  const [product, setProduct] = useState(sku ?? '');
  const [quantity, setQuantity] = useState('');
  const [until, setUntil] = useState('');
  const [note, setNote] = useState('');
  const { busy, failure, errors, save } = useSaving();
  const submit = async () => {
    const body = {
      company_code: company.trim(),
      until: instant(until),
      lines: [{ sku: product.trim(), quantity: typed(quantity) }],
      ...(note.trim() && { note: note.trim() }),
    };
    const held = await save(async () => {
      await api('/admin/stock/holds', { method: 'POST', body, creates: true });
      await changed();
    });
    if (!held) return;
    notify('inventory-held');
    onClose();
  };
  return (
    <FormDialog
      title={t('inventory-hold-new')}
      submit={t('inventory-hold-submit')}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('inventory-column-company')}
        help={t('inventory-hold-company-help')}
        value={company}
        error={errors.company_code}
        onChange={setCompany}
      />
      <TextField
        label={t('inventory-column-sku')}
        value={product}
        readOnly={Boolean(sku)}
        error={errorOf(errors, 'sku')}
        onChange={setProduct}
      />
      <TextField
        decimal
        label={t('inventory-column-quantity')}
        value={quantity}
        error={errorOf(errors, 'quantity')}
        onChange={setQuantity}
      />
      <TextField
        type="datetime-local"
        label={t('inventory-column-until')}
        help={t('inventory-hold-until-help')}
        value={until}
        error={errors.until}
        onChange={setUntil}
      />
      <TextField
        label={t('inventory-column-note')}
        value={note}
        error={errors.note}
        onChange={setNote}
      />
    </FormDialog>
  );
}

export function ExtendDialog({ hold, onClose }: { hold: Hold; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const changed = useStockChanged();
  const [until, setUntil] = useState('');
  const { busy, failure, errors, save } = useSaving();
  const submit = async () => {
    const extended = await save(async () => {
      const body = { until: instant(until) };
      await api(`/admin/stock/holds/${hold.id}`, { method: 'PATCH', body });
      await changed();
    });
    if (!extended) return;
    notify('inventory-hold-extended');
    onClose();
  };
  return (
    <FormDialog
      title={t('inventory-hold-extend-title', { company: hold.company_code })}
      submit={t('inventory-hold-extend')}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        type="datetime-local"
        label={t('inventory-column-until')}
        value={until}
        error={errors.until}
        onChange={setUntil}
      />
    </FormDialog>
  );
}

export function ReleaseHold({ hold, onClose }: { hold: Hold; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const changed = useStockChanged();
  const dataProvider = useDataProvider<KontorDataProvider>();
  const run = async () => {
    await dataProvider.act('holds', { id: hold.id, step: 'release', data: undefined });
    await changed();
    notify('inventory-hold-released');
  };
  return (
    <ConfirmDialog
      title={t('inventory-hold-release-title')}
      confirmLabel={t('inventory-hold-release')}
      danger
      onConfirm={run}
      onClose={onClose}
    >
      <p>{t('inventory-hold-release-text', { company: hold.company_code })}</p>
    </ConfirmDialog>
  );
}
