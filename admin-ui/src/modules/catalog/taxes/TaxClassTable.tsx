import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { api } from '../../../api/http';
import type { TaxClass, TaxClasses } from '../../../api/models';
import { useCan } from '../../../api/session';
import { Field } from '../../../ui/Field';
import { LanguageFields, withoutEmpty } from '../../../ui/LanguageFields';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { changed, faultOf, type Keyed, keyed, withoutKey } from './rows';

const PATH = '/admin/tax-classes';
const KINDS = ['standard', 'reduced', 'zero', 'exempt', 'outside_scope'] as const;

/** What classes of products are to the tax office, and what they are called; they are saved together. */
export function TaxClassTable() {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['tax-classes'],
    queryFn: ({ signal }) => api<TaxClasses>(PATH, { signal }),
  });
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('catalog-tax-classes')}</h2>
      </div>
      <p className="muted">{t('catalog-tax-classes-text')}</p>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {data && data.undescribed.length > 0 && (
        <Notice tone="info">
          {t('catalog-tax-classes-undescribed', { name: data.undescribed.join(', ') })}
        </Notice>
      )}
      {data && <Classes known={data.classes} />}
    </section>
  );
}

function Classes({ known }: { known: TaxClass[] }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const mayWrite = useCan('catalog.taxes.write');
  const [rows, setRows] = useState(() => known.map(keyed));
  const { busy, failure, errors, save } = useSaving((path) => path.startsWith('classes.'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const sent = rows.map((row) => ({ ...withoutKey(row), names: withoutEmpty(row.names ?? {}) }));
    const done = await save(async () => {
      await api(PATH, { method: 'PUT', body: { classes: sent } });
      await queryClient.invalidateQueries({ queryKey: ['tax-classes'] });
    });
    if (done) notify('catalog-tax-classes-saved');
  };
  const add = () => setRows([...rows, keyed<TaxClass>({ code: '', names: {}, kind: 'reduced' })]);
  return (
    <form className="form wide" onSubmit={submit} aria-busy={busy} noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      <fieldset disabled={!mayWrite}>
        {rows.map((row, place) => (
          <ClassRow
            key={row.key}
            row={row}
            fault={(field) => faultOf(errors, 'classes', place, field)}
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
          <button type="button" className="button" onClick={add}>
            {t('catalog-tax-class-add')}
          </button>
        </div>
      )}
    </form>
  );
}

function ClassRow(props: {
  row: Keyed<TaxClass>;
  fault: (field: string) => string | undefined;
  onChange: (change: Partial<TaxClass>) => void;
  onRemove: () => void;
}) {
  const { row, fault, onChange } = props;
  const t = useT();
  const id = useId();
  const names = fault('names');
  return (
    <fieldset className="form">
      <legend className="visually-hidden">{row.code || t('catalog-tax-class-new')}</legend>
      <div className="form-row">
        <Field id={`${id}-code`} label={t('catalog-tax-class')} error={fault('code')}>
          <input
            type="text"
            className="input code"
            value={row.code}
            onChange={(event) => onChange({ code: event.target.value })}
          />
        </Field>
        <Field id={`${id}-kind`} label={t('catalog-tax-class-kind')} error={fault('kind')}>
          <select
            className="select"
            value={row.kind}
            onChange={(event) => onChange({ kind: event.target.value as TaxClass['kind'] })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`catalog-tax-kind-${kind}`)}
              </option>
            ))}
          </select>
        </Field>
        <button type="button" className="button small" onClick={props.onRemove}>
          {t('catalog-tax-remove')}
          <span className="visually-hidden"> {row.code}</span>
        </button>
      </div>
      <LanguageFields
        id={id}
        name="names"
        label={(language) => t('catalog-tax-class-name-in', { name: language })}
        texts={row.names ?? {}}
        errors={names ? { names } : {}}
        onChange={(texts) => onChange({ names: texts })}
      />
    </fieldset>
  );
}
