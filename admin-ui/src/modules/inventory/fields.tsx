// The fields that the inventory's dialogs share, and what they do after saving.
import { useQueryClient } from '@tanstack/react-query';
import { useGetList, useLocaleState } from 'ra-core';
import { type FormEvent, type ReactNode, useId } from 'react';
import { Dialog } from '../../ui/Dialog';
import { decimalMarkOf, parseTyped } from '../../ui/decimal';
import { Field } from '../../ui/Field';
import { ErrorNotice } from '../../ui/Notice';
import { useT } from '../../ui/useT';
import type { Warehouse } from './wire';

/** Everything that a booking may change on these pages. */
const TOUCHED = [
  'stock',
  'movements',
  'holds',
  'expected',
  'warehouses',
  'stock-products',
  'stock-rules',
];

/** Asks again for everything that shows stock. */
export function useStockChanged(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(TOUCHED.map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}

/** A typed quantity as it travels; what cannot be read goes as it is, and the server says so. */
export function useTyped(): (typed: string) => string {
  const [locale] = useLocaleState();
  return (typed) => parseTyped(typed.replace('−', '-'), decimalMarkOf(locale)) ?? typed.trim();
}

export function TextField(props: {
  label: string;
  value: string;
  error?: string;
  help?: string;
  type?: 'text' | 'date' | 'datetime-local';
  decimal?: boolean;
  readOnly?: boolean;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <Field id={id} label={props.label} help={props.help} error={props.error}>
      <input
        type={props.type ?? 'text'}
        inputMode={props.decimal ? 'decimal' : undefined}
        autoComplete="off"
        readOnly={props.readOnly}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  );
}

export function SelectField(props: {
  label: string;
  value: string;
  error?: string;
  help?: string;
  choices: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <Field id={id} label={props.label} help={props.help} error={props.error}>
      <select
        className="select"
        value={props.value}
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

/** One of the warehouses that are used. */
export function WarehouseField(props: {
  label: string;
  value: string;
  error?: string;
  onChange: (code: string) => void;
}) {
  const t = useT();
  const { data: all = [] } = useGetList<Warehouse>('warehouses', { pagination: undefined });
  const open = all.filter((warehouse) => !warehouse.archived);
  const choices = open.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <SelectField
      {...props}
      choices={[{ value: '', label: t('inventory-warehouse-main') }, ...choices]}
    />
  );
}

/** A dialog with a form: its fields, a button that says what happens, and the way back. */
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

/** The error of a field, whether it stands alone in the request or in its first line. */
export function errorOf(errors: Record<string, string>, name: string): string | undefined {
  const found = Object.entries(errors).find(([path]) => path.split('.').at(-1) === name);
  return found?.[1];
}
