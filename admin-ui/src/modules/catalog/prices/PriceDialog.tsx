import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { api } from '../../../api/http';
import { ConfirmDialog } from '../../../ui/Dialog';
import { useFormat } from '../../../ui/format';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { errorOf, FormDialog, SkuField, TextField, useShown, useTyped } from './fields';
import type { ListedPrice, PriceList } from './wire';

/** What makes a price this one: product, unit, quantity and first day. */
function keyOf(price: ListedPrice) {
  const { sku, unit, min_quantity, valid_from } = price;
  return { sku, min_quantity, ...(unit && { unit }), ...(valid_from && { valid_from }) };
}

/** Sets a price, or changes how much it is and until when it holds. */
export function PriceDialog(props: {
  list: PriceList;
  known: ListedPrice | null;
  onClose: () => void;
}) {
  const { list, known, onClose } = props;
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const typed = useTyped();
  const shown = useShown();
  const [sku, setSku] = useState(known?.sku ?? '');
  const [unit, setUnit] = useState(known?.unit ?? '');
  const [quantity, setQuantity] = useState(shown(known?.min_quantity ?? '1'));
  const [price, setPrice] = useState(shown(known?.unit_price));
  const [per, setPer] = useState(shown(known?.per ?? '1'));
  const [from, setFrom] = useState(known?.valid_from ?? '');
  const [to, setTo] = useState(known?.valid_to ?? '');
  const { busy, failure, errors, save } = useSaving();
  const submit = async () => {
    const what = known
      ? keyOf(known)
      : {
          sku: sku.trim(),
          min_quantity: typed(quantity),
          ...(unit.trim() && { unit: unit.trim() }),
          ...(from && { valid_from: from }),
        };
    const row = { ...what, unit_price: typed(price), per: typed(per), valid_to: to || null };
    const saved = await save(async () => {
      const body = { prices: [row] };
      await api(`/admin/price-lists/${list.id}/prices`, { method: 'PUT', body });
      await queryClient.invalidateQueries({ queryKey: ['prices'] });
    });
    if (!saved) return;
    notify('catalog-price-saved');
    onClose();
  };
  const readOnly = known !== null;
  return (
    <FormDialog
      title={known ? t('catalog-price-of', { name: known.sku }) : t('catalog-price-add')}
      submit={t('catalog-price-save')}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <SkuField value={sku} error={errorOf(errors, 'sku')} readOnly={readOnly} onChange={setSku} />
      <div className="form-row">
        <TextField
          code
          label={t('catalog-column-unit')}
          help={readOnly ? undefined : t('catalog-price-unit-help')}
          value={unit}
          error={errorOf(errors, 'unit')}
          readOnly={readOnly}
          onChange={setUnit}
        />
        <TextField
          decimal
          label={t('catalog-column-from-quantity')}
          value={quantity}
          error={errorOf(errors, 'min_quantity')}
          readOnly={readOnly}
          onChange={setQuantity}
        />
      </div>
      <div className="form-row">
        <TextField
          decimal
          label={`${t(`catalog.column-price_${list.tax_mode}`)} (${list.currency})`}
          value={price}
          error={errorOf(errors, 'unit_price')}
          onChange={setPrice}
        />
        <TextField
          decimal
          label={t('catalog-price-per')}
          value={per}
          error={errorOf(errors, 'per')}
          onChange={setPer}
        />
      </div>
      <div className="form-row">
        <TextField
          type="date"
          label={t('catalog-column-valid-from')}
          value={from}
          error={errorOf(errors, 'valid_from')}
          readOnly={readOnly}
          onChange={setFrom}
        />
        <TextField
          type="date"
          label={t('catalog-column-valid-to')}
          value={to}
          error={errorOf(errors, 'valid_to')}
          onChange={setTo}
        />
      </div>
    </FormDialog>
  );
}

/** Takes a price out of its list. */
export function RemovePriceDialog(props: {
  list: PriceList;
  price: ListedPrice;
  onClose: () => void;
}) {
  const { list, price, onClose } = props;
  const t = useT();
  const format = useFormat();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const remove = async () => {
    const body = { prices: [{ ...keyOf(price), unit_price: null }] };
    await api(`/admin/price-lists/${list.id}/prices`, { method: 'PUT', body });
    await queryClient.invalidateQueries({ queryKey: ['prices'] });
    notify('catalog-price-removed');
  };
  return (
    <ConfirmDialog
      title={t('catalog-price-of', { name: price.sku })}
      confirmLabel={t('catalog-price-remove')}
      danger
      onConfirm={remove}
      onClose={onClose}
    >
      <p>
        {t('catalog-price-remove-text', {
          amount: format.amount(price.unit_price, list.currency),
          name: list.name,
          from: format.number(price.min_quantity),
        })}
      </p>
    </ConfirmDialog>
  );
}
