import { useNotify } from 'ra-core';
import { useState } from 'react';
import { api } from '../../api/http';
import { CountrySelect } from '../../ui/CountrySelect';
import { useSaving } from '../../ui/useSaving';
import { useT } from '../../ui/useT';
import { FormDialog, TextField, useStockChanged } from './fields';
import type { Warehouse } from './wire';

const LINES = ['name', 'street', 'postal_code', 'city'] as const;

/** Opens a warehouse, or changes what it is called and where it is. */
export function WarehouseDialog({ known, onClose }: { known?: Warehouse; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const changed = useStockChanged();
  const [code, setCode] = useState(known?.code ?? '');
  const [name, setName] = useState(known?.name ?? '');
  const [address, setAddress] = useState<Record<string, string>>({ ...known?.address });
  const { busy, failure, errors, save } = useSaving();
  const set = (line: string) => (value: string) => setAddress({ ...address, [line]: value });
  const submit = async () => {
    const fields = { code: code.trim(), name: name.trim(), address };
    const saved = await save(async () => {
      if (known) {
        const body = { ...fields, version: known.version };
        await api(`/admin/warehouses/${known.id}`, { method: 'PATCH', body });
      } else {
        await api('/admin/warehouses', { method: 'POST', body: fields, creates: true });
      }
      await changed();
    });
    if (!saved) return;
    notify('inventory-warehouse-saved');
    onClose();
  };
  return (
    <FormDialog
      title={known ? known.name : t('inventory-warehouse-new')}
      submit={t('inventory-warehouse-submit')}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('inventory-column-code')}
        value={code}
        error={errors.code}
        onChange={setCode}
      />
      <TextField
        label={t('inventory-column-name')}
        value={name}
        error={errors.name}
        onChange={setName}
      />
      {LINES.map((line) => (
        <TextField
          key={line}
          label={t(`inventory.address_${line}`)}
          value={address[line] ?? ''}
          error={errors[`address.${line}`]}
          onChange={set(line)}
        />
      ))}
      <CountrySelect
        label={t('inventory-address-country')}
        none={t('inventory-country-none')}
        value={address.country ?? ''}
        error={errors['address.country']}
        onChange={set('country')}
      />
    </FormDialog>
  );
}
