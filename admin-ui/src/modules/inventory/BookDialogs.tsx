// Booking goods in and out, correcting, moving between warehouses, and what holds for a product.
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { api } from '../../api/http';
import { useSaving } from '../../ui/useSaving';
import { useT } from '../../ui/useT';
import {
  errorOf,
  FormDialog,
  SelectField,
  TextField,
  useStockChanged,
  useTyped,
  WarehouseField,
} from './fields';
import type { Rule } from './wire';

const KINDS = ['receipt', 'shipment', 'return', 'correction'] as const;

/** Books goods in or out, or puts stock right. */
export function BookDialog({ sku, onClose }: { sku: string; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const changed = useStockChanged();
  const typed = useTyped();
  const [kind, setKind] = useState<string>('receipt');
  const [warehouse, setWarehouse] = useState('');
  const [quantity, setQuantity] = useState('');
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState('');
  const { busy, failure, errors, save } = useSaving();
  const submit = async () => {
    const movement = {
      sku,
      kind,
      quantity: typed(quantity),
      ...(warehouse && { warehouse_code: warehouse }),
      ...(reason.trim() && { reason: reason.trim() }),
      ...(reference.trim() && { reference: reference.trim() }),
    };
    const body = { movements: [movement] };
    const booked = await save(async () => {
      await api('/admin/stock/movements', { method: 'POST', body, creates: true });
      await changed();
    });
    if (!booked) return;
    notify('inventory-booked');
    onClose();
  };
  return (
    <FormDialog
      title={t('inventory-book-title', { name: sku })}
      submit={t('inventory-book-submit')}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField
        label={t('inventory-column-kind')}
        value={kind}
        choices={KINDS.map((each) => ({ value: each, label: t(`inventory.kind_${each}`) }))}
        onChange={setKind}
      />
      <WarehouseField
        label={t('inventory-column-warehouse')}
        value={warehouse}
        error={errorOf(errors, 'warehouse_code')}
        onChange={setWarehouse}
      />
      <TextField
        decimal
        label={t('inventory-column-quantity')}
        help={kind === 'correction' ? t('inventory-correction-help') : undefined}
        value={quantity}
        error={errorOf(errors, 'quantity')}
        onChange={setQuantity}
      />
      <TextField
        label={t('inventory-column-reason')}
        value={reason}
        error={errorOf(errors, 'reason')}
        onChange={setReason}
      />
      <TextField
        label={t('inventory-column-reference')}
        help={t('inventory-reference-help')}
        value={reference}
        error={errorOf(errors, 'reference')}
        onChange={setReference}
      />
    </FormDialog>
  );
}

/** Moves goods from one warehouse to another. */
export function TransferDialog(props: { sku: string; main: string; onClose: () => void }) {
  const { sku, main, onClose } = props;
  const t = useT();
  const notify = useNotify();
  const changed = useStockChanged();
  const typed = useTyped();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [quantity, setQuantity] = useState('');
  const { busy, failure, errors, save } = useSaving();
  const submit = async () => {
    const body = {
      sku,
      from_warehouse_code: from || main,
      to_warehouse_code: to || main,
      quantity: typed(quantity),
    };
    const moved = await save(async () => {
      await api('/admin/stock/transfers', { method: 'POST', body, creates: true });
      await changed();
    });
    if (!moved) return;
    notify('inventory-moved');
    onClose();
  };
  return (
    <FormDialog
      title={t('inventory-transfer-title', { name: sku })}
      submit={t('inventory-transfer-submit')}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <WarehouseField
        label={t('inventory-transfer-from')}
        value={from}
        error={errors.from_warehouse_code}
        onChange={setFrom}
      />
      <WarehouseField
        label={t('inventory-transfer-to')}
        value={to}
        error={errors.to_warehouse_code}
        onChange={setTo}
      />
      <TextField
        decimal
        label={t('inventory-column-quantity')}
        value={quantity}
        error={errors.quantity}
        onChange={setQuantity}
      />
    </FormDialog>
  );
}

/** Sets what holds for one product instead of the settings. */
export function RuleDialog(props: { sku: string; rule?: Rule; onClose: () => void }) {
  const { sku, rule, onClose } = props;
  const t = useT();
  const notify = useNotify();
  const changed = useStockChanged();
  const typed = useTyped();
  const [low, setLow] = useState(rule?.low_from ?? '');
  const [backorder, setBackorder] = useState(rule?.backorder == null ? '' : String(rule.backorder));
  const { busy, failure, errors, save } = useSaving();
  const submit = async () => {
    const known = {
      sku,
      low_from: low.trim() ? typed(low) : null,
      backorder: backorder ? backorder === 'true' : null,
    };
    const set = await save(async () => {
      await api('/admin/stock/rules', { method: 'PUT', body: { rules: [known] } });
      await changed();
    });
    if (!set) return;
    notify('inventory-rule-saved');
    onClose();
  };
  return (
    <FormDialog
      title={t('inventory-rule-title', { name: sku })}
      submit={t('inventory-rule-submit')}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        decimal
        label={t('inventory-rule-low')}
        help={t('inventory-rule-low-help')}
        value={low}
        error={errorOf(errors, 'low_from')}
        onChange={setLow}
      />
      <SelectField
        label={t('inventory-rule-backorder')}
        value={backorder}
        choices={['', 'true', 'false'].map((each) => ({
          value: each,
          label: t(`inventory.backorder_${each || 'usual'}`),
        }))}
        onChange={setBackorder}
      />
    </FormDialog>
  );
}
