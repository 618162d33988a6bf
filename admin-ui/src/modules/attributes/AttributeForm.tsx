import { useGetList } from 'ra-core';
import { useId } from 'react';
import { Link } from 'react-router';
import type { DictionarySummary } from '../../api/models';
import { Field } from '../../ui/Field';
import { LanguageFields } from '../../ui/LanguageFields';
import { useT } from '../../ui/useT';
import type { Draft } from './draft';
import { isChoice, KINDS, THINGS } from './things';

interface Part {
  id: string;
  draft: Draft;
  errors: Record<string, string>;
  onChange: (change: Partial<Draft>) => void;
}

/** Everything that is said about an attribute; what never changes is open only while it is new. */
export function AttributeFormFields(props: Omit<Part, 'id'> & { isNew: boolean }) {
  const { isNew, ...rest } = props;
  const t = useT();
  const id = useId();
  const part = { id, ...rest };
  return (
    <>
      <LanguageFields
        id={id}
        name="labels"
        label={(language) => t('attributes-field-label', { name: language })}
        texts={props.draft.labels}
        errors={props.errors}
        onChange={(labels) => props.onChange({ labels })}
      />
      <Lasting {...part} isNew={isNew} />
      <Limits {...part} />
      <Checks {...part} />
      <LanguageFields
        id={id}
        name="help"
        label={(language) => t('attributes-field-help', { name: language })}
        help={t('attributes-field-help-help')}
        texts={props.draft.help}
        errors={props.errors}
        onChange={(help) => props.onChange({ help })}
      />
    </>
  );
}

/** Thing, code, kind and dictionary: said once. */
function Lasting({ id, draft, errors, isNew, onChange }: Part & { isNew: boolean }) {
  const t = useT();
  const lasting = isNew ? t('attributes-lasting') : undefined;
  return (
    <>
      <div className="form-row">
        <Field id={`${id}-thing`} label={t('attributes-thing')} error={errors.thing}>
          <select
            className="select"
            disabled={!isNew}
            value={draft.thing}
            onChange={(event) => onChange({ thing: event.target.value as Draft['thing'] })}
          >
            {THINGS.map((thing) => (
              <option key={thing} value={thing}>
                {t(`attributes.thing_${thing}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field
          id={`${id}-code`}
          label={t('attributes-column-code')}
          help={lasting}
          error={errors.code}
        >
          <input
            type="text"
            className="input code"
            readOnly={!isNew}
            autoCapitalize="none"
            spellCheck={false}
            value={draft.code}
            onChange={(event) => onChange({ code: event.target.value })}
          />
        </Field>
      </div>
      <div className="form-row">
        <Field id={`${id}-kind`} label={t('attributes-column-kind')} error={errors.kind}>
          <select
            className="select"
            disabled={!isNew}
            value={draft.kind}
            onChange={(event) => onChange({ kind: event.target.value as Draft['kind'] })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`attributes.kind_${kind}`)}
              </option>
            ))}
          </select>
        </Field>
        {isChoice(draft.kind) && (
          <DictionaryChoice {...{ id, draft, errors, onChange }} isNew={isNew} />
        )}
      </div>
    </>
  );
}

function DictionaryChoice({ id, draft, errors, isNew, onChange }: Part & { isNew: boolean }) {
  const t = useT();
  const { data } = useGetList<DictionarySummary>('dictionaries', { pagination: undefined });
  const open = (data ?? []).filter(({ archived, code }) => !archived || code === draft.dictionary);
  const help = isNew && <Link to="/dictionaries/new">{t('attributes-add-dictionary')}</Link>;
  return (
    <Field
      id={`${id}-dictionary`}
      label={t('attributes-field-dictionary')}
      help={help}
      error={errors.dictionary}
    >
      <select
        className="select"
        disabled={!isNew}
        value={draft.dictionary}
        onChange={(event) => onChange({ dictionary: event.target.value })}
      >
        <option value="">{t('attributes-choose-dictionary')}</option>
        {open.map((dictionary) => (
          <option key={dictionary.id} value={dictionary.code}>
            {dictionary.title}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** The limits that the kind has. */
function Limits({ id, draft, errors, onChange }: Part) {
  const t = useT();
  if (draft.kind === 'text' || draft.kind === 'long_text') {
    const error = errors['limits.max_length'];
    return (
      <Field id={`${id}-length`} label={t('attributes-field-length')} error={error}>
        <input
          type="number"
          min="1"
          placeholder={draft.kind === 'text' ? '200' : '4000'}
          value={draft.max_length}
          onChange={(event) => onChange({ max_length: event.target.value })}
        />
      </Field>
    );
  }
  if (draft.kind !== 'number' && draft.kind !== 'date') return null;
  const type = draft.kind === 'date' ? 'date' : 'text';
  return (
    <div className="form-row">
      <Field id={`${id}-min`} label={t('attributes-field-min')} error={errors['limits.min']}>
        <input
          type={type}
          value={draft.min}
          onChange={(event) => onChange({ min: event.target.value })}
        />
      </Field>
      <Field id={`${id}-max`} label={t('attributes-field-max')} error={errors['limits.max']}>
        <input
          type={type}
          value={draft.max}
          onChange={(event) => onChange({ max: event.target.value })}
        />
      </Field>
    </div>
  );
}

function Checks({ id, draft, onChange }: Part) {
  const t = useT();
  return (
    <div className="stack">
      <div className="field">
        <label className="check">
          <input
            type="checkbox"
            checked={draft.is_required}
            aria-describedby={`${id}-required`}
            onChange={(event) => onChange({ is_required: event.target.checked })}
          />
          {t('attributes-field-required')}
        </label>
        <p className="field-help" id={`${id}-required`}>
          {t('attributes-field-required-help')}
        </p>
      </div>
      <div className="field">
        <label className="check">
          <input
            type="checkbox"
            checked={draft.is_public}
            aria-describedby={`${id}-public`}
            onChange={(event) => onChange({ is_public: event.target.checked })}
          />
          {t('attributes-field-public')}
        </label>
        <p className="field-help" id={`${id}-public`}>
          {t('attributes-field-public-help')}
        </p>
      </div>
    </div>
  );
}
