// Goods that are expected: written down, put off, taken in and given up.
import { useDelete, useNotify } from 'ra-core';
import { useState } from 'react';
import { api } from '../../api/http';
import { ConfirmDialog } from '../../ui/Dialog';
import { useSaving } from '../../ui/useSaving';
import { useT } from '../../ui/useT';
import { FormDialog, TextField, useStockChanged, useTyped, WarehouseField } from './fields';
import type { Expected } from './wire';

/** Writes down that goods are expected, or changes it. */
export function ExpectDialog(props: { sku?: string; known?: Expected; onClose: () => void }) {
  const { known, onClose } = props;
  const t = useT();
  const notify = useNotify();
  const changed = useStockChanged();
  const typed = useTyped();
  const [sku, setSku] = useState(known?.sku ?? props.sku ?? '');
  const [warehouse, setWarehouse] = useState('');
  const [dueOn, setDueOn] = useState(known?.due_on ?? '');
  const [quantity, setQuantity] = useState(known?.quantity ?? '');
  const [reference, setReference] = useState(known?.reference ?? '');
  const { busy, failure, errors, save } = useSaving();
  const submit = async () => {
    const fields = {
      due_on: dueOn,
      quantity: typed(quantity),
      ...(reference.trim() && { reference: reference.trim() }),
    };
    const saved = await save(async () => {
      if (known) {
        await api(`/admin/stock/expected/${known.id}`, { method: 'PATCH', body: fields });
      } else {
        const body = {
          ...fields,
          sku: sku.trim(),
          ...(warehouse && { warehouse_code: warehouse }),
        };
        await api('/admin/stock/expected', { method: 'POST', body, creates: true });
      }
      await changed();
    });
    if (!saved) return;
    notify('inventory-expected-saved');
    onClose();
  };
  return (
    <FormDialog
      title={t(known ? 'inventory-expected-change' : 'inventory-expected-new')}
      submit={t('inventory-expected-submit')}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('inventory-column-sku')}
        value={sku}
        readOnly={Boolean(known ?? props.sku)}
        error={errors.sku}
        onChange={setSku}
      />
      {!known && (
        <WarehouseField
          label={t('inventory-column-warehouse')}
          value={warehouse}
          error={errors.warehouse_code}
          onChange={setWarehouse}
        />
      )}
      <TextField
        type="date"
        label={t('inventory-column-due')}
        value={dueOn}
        error={errors.due_on}
        onChange={setDueOn}
      />
      <TextField
        decimal
        label={t('inventory-column-quantity')}
        value={quantity}
        error={errors.quantity}
        onChange={setQuantity}
      />
      <TextField
        label={t('inventory-column-reference')}
        help={t('inventory-reference-help')}
        value={reference}
        error={errors.reference}
        onChange={setReference}
      />
    </FormDialog>
  );
}

/** Takes in what has come. */
export function ReceiveDialog({ known, onClose }: { known: Expected; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const changed = useStockChanged();
  const typed = useTyped();
  const [quantity, setQuantity] = useState('');
  const [reference, setReference] = useState('');
  const [isLast, setIsLast] = useState(false);
  const { busy, failure, errors, save } = useSaving();
  const submit = async () => {
    const body = {
      is_last: isLast,
      ...(quantity.trim() && { quantity: typed(quantity) }),
      ...(reference.trim() && { reference: reference.trim() }),
    };
    const received = await save(async () => {
      const path = `/admin/stock/expected/${known.id}/receipts`;
      await api(path, { method: 'POST', body, creates: true });
      await changed();
    });
    if (!received) return;
    notify('inventory-received');
    onClose();
  };
  return (
    <FormDialog
      title={t('inventory-receive-title', { name: known.sku })}
      submit={t('inventory-receive-submit')}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        decimal
        label={t('inventory-column-quantity')}
        help={t('inventory-receive-help')}
        value={quantity}
        error={errors.quantity}
        onChange={setQuantity}
      />
      <TextField
        label={t('inventory-column-reference')}
        value={reference}
        error={errors.reference}
        onChange={setReference}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={isLast}
          onChange={(event) => setIsLast(event.target.checked)}
        />
        {t('inventory-receive-last')}
      </label>
    </FormDialog>
  );
}

/** Gives up what is still to come. */
export function CancelExpected({ known, onClose }: { known: Expected; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const changed = useStockChanged();
  const [remove] = useDelete<Expected>();
  const run = async () => {
    const params = { id: known.id, previousData: known };
    await remove('expected', params, { mutationMode: 'pessimistic', returnPromise: true });
    await changed();
    notify('inventory-expected-cancelled');
  };
  return (
    <ConfirmDialog
      title={t('inventory-expected-cancel-title')}
      confirmLabel={t('inventory-expected-cancel')}
      danger
      onConfirm={run}
      onClose={onClose}
    >
      <p>{t('inventory-expected-cancel-text', { name: known.sku })}</p>
    </ConfirmDialog>
  );
}
