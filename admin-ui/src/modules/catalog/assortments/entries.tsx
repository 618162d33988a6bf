// The fields that say what an assortment holds or leaves out: categories by choice, products by their codes.
import { useGetList } from 'ra-core';
import { useId, useState } from 'react';
import type { Category } from '../../../api/models';
import { Field } from '../../../ui/Field';
import { useFormat } from '../../../ui/format';
import { useT } from '../../../ui/useT';
import { Code } from '../../../ui/values';
import { SelectField, SkuField } from '../prices/fields';
import { codesOf, withCode } from './draft';

export function CategoriesField(props: {
  label: string;
  chosen: string[];
  error?: string;
  onChange: (codes: string[]) => void;
}) {
  const { chosen, onChange } = props;
  const t = useT();
  const { data = [] } = useGetList<Category>('categories', { pagination: undefined });
  const nameOf = new Map(data.map((category) => [category.code, category.name]));
  const free = data.filter(({ code, archived }) => !archived && !chosen.includes(code));
  return (
    <div className="stack">
      <SelectField
        label={props.label}
        help={t('catalog-assortment-categories-help')}
        error={props.error}
        value=""
        choices={[
          { value: '', label: t('catalog-assortment-category-choose') },
          ...free.map(({ code, name, level }) => ({
            value: code,
            label: `${'\u2003'.repeat(level)}${name} (${code})`,
          })),
        ]}
        onChange={(code) => code && onChange([...chosen, code])}
      />
      <Chosen
        items={chosen.map((code) => ({ id: code, name: nameOf.get(code) ?? code, code }))}
        onRemove={(code) => onChange(chosen.filter((each) => each !== code))}
      />
    </div>
  );
}

/** What is chosen, each with a way to take it off. */
export function Chosen(props: {
  items: { id: string; name: React.ReactNode; code?: string }[];
  onRemove: (id: string) => void;
}) {
  const t = useT();
  if (props.items.length === 0) return null;
  return (
    <ul className="chosen-list">
      {props.items.map(({ id, name, code }) => (
        <li key={id}>
          <span>
            {name} {code && <Code>{code}</Code>}
          </span>
          <button type="button" className="button small" onClick={() => props.onRemove(id)}>
            {t('catalog-parts-remove')}
            <span className="visually-hidden"> {code ?? name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Codes of products, one a line, and a search that adds to them. */
export function SkusField(props: {
  label: string;
  lines: string;
  error?: string;
  onChange: (lines: string) => void;
}) {
  const { lines, onChange } = props;
  const t = useT();
  const id = useId();
  const format = useFormat();
  const [found, setFound] = useState('');
  const count = codesOf(lines).length;
  const add = () => {
    onChange(withCode(lines, found));
    setFound('');
  };
  return (
    <div className="stack">
      <Field
        id={id}
        label={count > 0 ? `${props.label} (${format.number(count)})` : props.label}
        help={t('catalog-assortment-products-help')}
        error={props.error}
      >
        <textarea
          className="input code"
          rows={Math.min(10, Math.max(3, count + 1))}
          spellCheck={false}
          autoCapitalize="none"
          value={lines}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <div className="add-row">
        <SkuField value={found} onChange={setFound} />
        <button type="button" className="button" disabled={!found.trim()} onClick={add}>
          {t('catalog-assortment-product-add')}
        </button>
      </div>
    </div>
  );
}
