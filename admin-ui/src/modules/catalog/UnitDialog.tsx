import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { api } from '../../api/http';
import type { Unit } from '../../api/models';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { LanguageFields, withoutEmpty } from '../../ui/LanguageFields';
import { ErrorNotice } from '../../ui/Notice';
import { useSaving } from '../../ui/useSaving';
import { useT } from '../../ui/useT';

/** Defines a unit of measure, or says anew what it is. */
export function UnitDialog({ known, onClose }: { known?: Unit; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [code, setCode] = useState(known?.code ?? '');
  const [names, setNames] = useState(known?.names ?? {});
  const [standard, setStandard] = useState(known?.standard_code ?? '');
  const [decimals, setDecimals] = useState(String(known?.decimals ?? 0));
  const [archived, setArchived] = useState(known?.archived ?? false);
  const { busy, failure, errors, save } = useSaving();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      names: withoutEmpty(names),
      standard_code: standard.trim() || null,
      decimals: Number(decimals),
      archived,
    };
    const saved = await save(async () => {
      await api(`/admin/units/${encodeURIComponent(code.trim())}`, { method: 'PUT', body });
      await queryClient.invalidateQueries({ queryKey: ['units'] });
    });
    if (!saved) return;
    notify('catalog-unit-saved');
    onClose();
  };

  return (
    <Dialog
      title={known ? known.title : t('catalog-unit-add')}
      onClose={onClose}
      dismissable={!busy}
    >
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {failure !== null && <ErrorNotice error={failure} />}
        <Field id={`${id}-code`} label={t('catalog-column-code')} error={errors.code}>
          <input
            type="text"
            className="input code"
            readOnly={Boolean(known)}
            autoCapitalize="none"
            spellCheck={false}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
        <LanguageFields
          id={id}
          name="names"
          label={(language) => t('catalog-category-name-in', { name: language })}
          texts={names}
          errors={errors}
          onChange={setNames}
        />
        <Field
          id={`${id}-standard`}
          label={t('catalog-unit-standard')}
          help={t('catalog-unit-standard-help')}
          error={errors.standard_code}
        >
          <input
            type="text"
            value={standard}
            onChange={(event) => setStandard(event.target.value)}
          />
        </Field>
        <Field id={`${id}-decimals`} label={t('catalog-unit-decimals')} error={errors.decimals}>
          <select value={decimals} onChange={(event) => setDecimals(event.target.value)}>
            {['0', '1', '2', '3', '4', '5', '6'].map((count) => (
              <option key={count}>{count}</option>
            ))}
          </select>
        </Field>
        <label className="check">
          <input
            type="checkbox"
            checked={archived}
            onChange={(event) => setArchived(event.target.checked)}
          />{' '}
          {t('catalog-archived')}
        </label>
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy || !code.trim()}>
            {t('catalog-unit-save')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
