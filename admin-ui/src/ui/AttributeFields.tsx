import { useGetList, useLocaleState } from 'ra-core';
import { useId, useState } from 'react';
import type { AttributeDefinition } from '../api/models';
import { problemOf } from '../api/problem';
import {
  type AttributeValues,
  choicesOf,
  isEmpty,
  numberToType,
  typedNumber,
} from './attributeValues';
import { decimalMarkOf } from './decimal';
import { Field } from './Field';
import { ErrorNotice } from './Notice';
import { useT } from './useT';

interface Inputs {
  values: AttributeValues;
  onChange: (values: AttributeValues) => void;
  /** Sentences by form path, as `fieldErrors` gives them: `attributes.<code>`. */
  errors?: Record<string, string>;
}

/**
 * The section of a form for the custom attributes of a company, a person or a product; nothing where the
 * tenant has defined none. Send `attributeChange(before, after)` to the server.
 */
export function AttributeFields(props: Inputs & { thing: AttributeDefinition['thing'] }) {
  const { thing, ...inputs } = props;
  const t = useT();
  const { data, error, refetch } = useGetList<AttributeDefinition>('attributes', {
    filter: { thing, archived: false },
    pagination: undefined,
  });
  // Whoever may not see the schema fills in the rest of the form.
  if (error && problemOf(error).status !== 403) {
    return <ErrorNotice error={error} onRetry={refetch} />;
  }
  if (!data || data.length === 0) return null;
  return (
    <fieldset className="bare stack">
      <legend className="form-section">{t('ui-attributes')}</legend>
      <AttributeInputs definitions={data} {...inputs} />
    </fieldset>
  );
}

/** One field for each attribute, with what is wrong beside it. */
export function AttributeInputs(props: Inputs & { definitions: AttributeDefinition[] }) {
  const { definitions, values, onChange, errors = {} } = props;
  const id = useId();
  return definitions.map((definition) => (
    <AttributeInput
      key={definition.code}
      id={`${id}-${definition.code}`}
      definition={definition}
      value={values[definition.code]}
      error={errors[`attributes.${definition.code}`]}
      onChange={(value) => onChange({ ...values, [definition.code]: value })}
    />
  ));
}

interface Input {
  id: string;
  definition: AttributeDefinition;
  value: unknown;
  error?: string;
  onChange: (value: unknown) => void;
}

function AttributeInput(props: Input) {
  const { id, definition, error } = props;
  if (definition.kind === 'choices') return <Choices {...props} />;
  const label = definition.is_required ? `${definition.label} *` : definition.label;
  return (
    <Field id={id} label={label} help={definition.hint} error={error}>
      {controlOf(props)}
    </Field>
  );
}

function controlOf({ definition, value, onChange }: Input) {
  const text = typeof value === 'string' ? value : isEmpty(value) ? '' : String(value);
  const common = { required: definition.is_required };
  switch (definition.kind) {
    case 'long_text':
      return (
        <textarea {...common} value={text} onChange={(event) => onChange(event.target.value)} />
      );
    case 'number':
      return <NumberControl {...common} value={value} onChange={onChange} />;
    case 'flag':
      return <FlagControl value={value} onChange={onChange} />;
    case 'choice':
      return <ChoiceControl definition={definition} value={text} onChange={onChange} />;
    case 'date': {
      const { min, max } = definition.limits;
      const limits = { min: min ?? undefined, max: max ?? undefined };
      return (
        <input
          type="date"
          {...common}
          {...limits}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    }
    default:
      return (
        <input
          type="text"
          {...common}
          maxLength={definition.limits.max_length ?? 200}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

type Control<P> = P & { id?: string; className?: string; onChange: (value: unknown) => void };

/** Keeps what was typed, and hands on what it means. */
function NumberControl(props: Control<{ value: unknown; required: boolean }>) {
  const { value, onChange, ...rest } = props;
  const [locale] = useLocaleState();
  const mark = decimalMarkOf(locale);
  const [typed, setTyped] = useState(() => numberToType(value, mark));
  return (
    <input
      type="text"
      inputMode="decimal"
      {...rest}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(typedNumber(event.target.value, mark));
      }}
    />
  );
}

/** Yes, no, or not said. */
function FlagControl({ value, onChange, ...rest }: Control<{ value: unknown }>) {
  const t = useT();
  const chosen = typeof value === 'boolean' ? String(value) : '';
  return (
    <select
      {...rest}
      className="select"
      value={chosen}
      onChange={(event) => onChange(event.target.value ? event.target.value === 'true' : null)}
    >
      <option value="">{t('ui-not-said')}</option>
      <option value="true">{t('ui-yes')}</option>
      <option value="false">{t('ui-no')}</option>
    </select>
  );
}

function ChoiceControl(props: Control<{ definition: AttributeDefinition; value: string }>) {
  const { definition, value, onChange, ...rest } = props;
  const t = useT();
  return (
    <select
      {...rest}
      className="select"
      value={value}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{t('ui-not-said')}</option>
      {choicesOf(definition, value).map((option) => (
        <option key={option.code} value={option.code}>
          {option.archived ? t('ui-archived-option', { name: option.label }) : option.label}
        </option>
      ))}
    </select>
  );
}

function Choices({ id, definition, value, error, onChange }: Input) {
  const t = useT();
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const toggle = (code: string, on: boolean) =>
    onChange(on ? [...chosen, code] : chosen.filter((known) => known !== code));
  const described = error ? `${id}-error` : definition.hint ? `${id}-help` : undefined;
  return (
    <fieldset className={error ? 'field bare wrong' : 'field bare'} aria-describedby={described}>
      <legend>{definition.is_required ? `${definition.label} *` : definition.label}</legend>
      <div className="check-list">
        {choicesOf(definition, value).map((option) => (
          <label key={option.code} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(option.code)}
              onChange={(event) => toggle(option.code, event.target.checked)}
            />
            {option.archived ? t('ui-archived-option', { name: option.label }) : option.label}
          </label>
        ))}
      </div>
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : (
        definition.hint && (
          <p className="field-help" id={`${id}-help`}>
            {definition.hint}
          </p>
        )
      )}
    </fieldset>
  );
}
