// The fields that the pages of prices share.
import { useGetList, useLocaleState } from 'ra-core';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { Product } from '../../../api/models';
import { Dialog } from '../../../ui/Dialog';
import { decimalMarkOf, parseTyped } from '../../../ui/decimal';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { useT } from '../../../ui/useT';

const SHOWN = 20;

/** A typed number as it travels; what cannot be read goes as it is, and the server says so. */
export function useTyped(): (typed: string) => string {
  const [locale] = useLocaleState();
  return (typed) => parseTyped(typed.replace('−', '-'), decimalMarkOf(locale)) ?? typed.trim();
}

/** A number as it is typed: with the decimal mark of the user's language. */
export function useShown(): (wire: string | null | undefined) => string {
  const [locale] = useLocaleState();
  return (wire) => (wire ?? '').replace('.', decimalMarkOf(locale));
}

export function TextField(props: {
  label: string;
  value: string;
  error?: string;
  help?: ReactNode;
  type?: 'text' | 'date' | 'datetime-local';
  decimal?: boolean;
  code?: boolean;
  readOnly?: boolean;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <Field id={id} label={props.label} help={props.help} error={props.error}>
      <input
        type={props.type ?? 'text'}
        className={props.code ? 'input code' : 'input'}
        inputMode={props.decimal ? 'decimal' : undefined}
        autoComplete="off"
        spellCheck={props.code ? false : undefined}
        readOnly={props.readOnly}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  );
}

export interface Choice {
  value: string;
  label: string;
}

export function SelectField(props: {
  label: string;
  value: string;
  error?: string;
  help?: string;
  disabled?: boolean;
  choices: Choice[];
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <Field id={id} label={props.label} help={props.help} error={props.error}>
      <select
        className="select"
        value={props.value}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.target.value)}
      >
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface Named {
  id: string;
  code: string;
  name: string;
}

/** Finds a company or a group by words of its name or the beginning of its code. */
export function RecordPicker(props: {
  resource: 'companies' | 'customer-groups';
  label: string;
  help?: string;
  chosenName?: string;
  onChange: (id: string) => void;
}) {
  const t = useT();
  const id = useId();
  const [words, setWords] = useState(props.chosenName ?? '');
  const [isChosen, setIsChosen] = useState(Boolean(props.chosenName));
  const { data = [] } = useGetList<Named>(
    props.resource,
    { filter: { q: words.trim() }, pagination: { page: 1, perPage: SHOWN } },
    { enabled: words.trim().length > 1 && !isChosen },
  );
  const label = (record: Named) => `${record.name} (${record.code})`;
  const type = (typed: string) => {
    setWords(typed);
    const found = data.find((record) => label(record) === typed);
    setIsChosen(Boolean(found));
    props.onChange(found?.id ?? '');
  };
  const help = words && !isChosen ? t('catalog-price-pick') : props.help;
  return (
    <>
      <Field id={id} label={props.label} help={help}>
        <input
          type="text"
          list={`${id}-list`}
          autoComplete="off"
          value={words}
          onChange={(event) => type(event.target.value)}
        />
      </Field>
      <datalist id={`${id}-list`}>
        {data.map((record) => (
          <option key={record.id} value={label(record)} />
        ))}
      </datalist>
    </>
  );
}

/** A product's code; products that words find are offered. */
export function SkuField(props: {
  value: string;
  error?: string;
  readOnly?: boolean;
  onChange: (sku: string) => void;
}) {
  const t = useT();
  const id = useId();
  const words = props.value.trim();
  const { data = [] } = useGetList<Product>(
    'products',
    { filter: { q: words }, pagination: { page: 1, perPage: SHOWN } },
    { enabled: words.length > 1 && !props.readOnly },
  );
  return (
    <>
      <Field
        id={id}
        label={t('catalog-price-product')}
        help={props.readOnly ? undefined : t('catalog-price-product-help')}
        error={props.error}
      >
        <input
          type="text"
          className="input code"
          list={`${id}-list`}
          autoComplete="off"
          spellCheck={false}
          readOnly={props.readOnly}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      </Field>
      <datalist id={`${id}-list`}>
        {data.map((product) => (
          <option key={product.sku} value={product.sku}>
            {product.name}
          </option>
        ))}
      </datalist>
    </>
  );
}

/** A window with a form: its fields, a button that says what happens, and the way back. */
export function FormDialog(props: {
  title: string;
  submit: string;
  busy: boolean;
  failure: unknown;
  children: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
}) {
  const t = useT();
  const { busy } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <Dialog title={props.title} onClose={props.onClose} dismissable={!busy}>
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {props.failure !== null && <ErrorNotice error={props.failure} />}
        {props.children}
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {props.submit}
          </button>
          <button type="button" className="button" onClick={props.onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The error of a field, whether it stands alone in the request or in its first row. */
export function errorOf(errors: Record<string, string>, name: string): string | undefined {
  const found = Object.entries(errors).find(([path]) => path.split('.').at(-1) === name);
  return found?.[1];
}
