import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { api } from '../../../api/http';
import type { TaxRate, TaxRates } from '../../../api/models';
import { useCan } from '../../../api/session';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { changed, faultOf, type Keyed, keyed, withoutKey } from './rows';

const PATH = '/admin/tax-rates';
const EMPTY: TaxRate = { country: '', class: 'standard', rate: '', valid_from: '' };

/** All tax rates; they are saved together. */
export function TaxRateTable() {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['tax-rates'],
    queryFn: ({ signal }) => api<TaxRates>(PATH, { signal }),
  });
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('catalog-tax-rates')}</h2>
      </div>
      <p className="muted">{t('catalog-tax-rates-text')}</p>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {data && <Rates known={data.rates as TaxRate[]} />}
    </section>
  );
}

function Rates({ known }: { known: TaxRate[] }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const mayWrite = useCan('catalog.taxes.write');
  const [rows, setRows] = useState(() => known.map(keyed));
  const { busy, failure, errors, save } = useSaving((path) => path.startsWith('rates.'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { rates: rows.map(withoutKey) };
    const done = await save(async () => {
      await api(PATH, { method: 'PUT', body });
      await queryClient.invalidateQueries({ queryKey: ['tax-rates'] });
      await queryClient.invalidateQueries({ queryKey: ['tax-classes'] });
    });
    if (done) notify('catalog-tax-rates-saved');
  };
  return (
    <form className="form wide" onSubmit={submit} aria-busy={busy} noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      <fieldset disabled={!mayWrite}>
        {rows.map((row, place) => (
          <RateRow
            key={row.key}
            row={row}
            fault={(field) => faultOf(errors, 'rates', place, field)}
            onChange={(change) => setRows(changed(rows, row.key, change))}
            onRemove={() => setRows(rows.filter((each) => each.key !== row.key))}
          />
        ))}
      </fieldset>
      {mayWrite && (
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {t('catalog-taxes-save')}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => setRows([...rows, keyed({ ...EMPTY })])}
          >
            {t('catalog-tax-rate-add')}
          </button>
        </div>
      )}
    </form>
  );
}

function RateRow(props: {
  row: Keyed<TaxRate>;
  fault: (field: string) => string | undefined;
  onChange: (change: Partial<TaxRate>) => void;
  onRemove: () => void;
}) {
  const { row, fault, onChange } = props;
  const t = useT();
  const id = useId();
  return (
    <div className="form-row">
      <Field id={`${id}-country`} label={t('catalog-tax-country')} error={fault('country')}>
        <input
          type="text"
          className="input code"
          maxLength={8}
          value={row.country}
          onChange={(event) => onChange({ country: event.target.value.toUpperCase() })}
        />
      </Field>
      <Field id={`${id}-class`} label={t('catalog-tax-class')} error={fault('class')}>
        <input
          type="text"
          className="input code"
          value={row.class}
          onChange={(event) => onChange({ class: event.target.value })}
        />
      </Field>
      <Field id={`${id}-rate`} label={t('catalog-tax-rate')} error={fault('rate')}>
        <input
          type="text"
          inputMode="decimal"
          value={row.rate}
          onChange={(event) => onChange({ rate: event.target.value.replace(',', '.') })}
        />
      </Field>
      <Field id={`${id}-from`} label={t('catalog-tax-from')} error={fault('valid_from')}>
        <input
          type="date"
          value={row.valid_from}
          onChange={(event) => onChange({ valid_from: event.target.value })}
        />
      </Field>
      <button type="button" className="button small" onClick={props.onRemove}>
        {t('catalog-tax-remove')}
        <span className="visually-hidden"> {`${row.country} ${row.class} ${row.rate}`}</span>
      </button>
    </div>
  );
}
