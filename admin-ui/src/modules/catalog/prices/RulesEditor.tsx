import { useId } from 'react';
import { Field } from '../../../ui/Field';
import { MoveButtons } from '../../../ui/MoveButtons';
import { useT } from '../../../ui/useT';
import { changed, keyed } from '../taxes/rows';
import {
  BLANK,
  EXAMPLES,
  filled,
  MOST_RULES,
  moved,
  NAMES,
  type RuleDraft,
  type RuleRow,
} from './rules';

/** Rules in their order; the first one that holds for a product makes its price. */
export function RulesEditor(props: {
  rows: RuleRow[];
  /** Faults by form path, such as `rules.0.price`. */
  errors: Record<string, string>;
  onChange: (rows: RuleRow[]) => void;
}) {
  const { rows, errors, onChange } = props;
  const t = useT();
  const sent = filled(rows);
  const add = (rule: RuleDraft) => onChange([...rows, keyed({ ...rule })]);
  return (
    <div className="rules">
      {errors.rules && <p className="field-error">{errors.rules}</p>}
      {rows.length === 0 && <p className="muted">{t('catalog-rule-none')}</p>}
      <ol className="rule-list">
        {rows.map((row, index) => (
          <RuleFields
            key={row.key}
            row={row}
            place={index}
            count={rows.length}
            fault={(part) => errors[`rules.${sent.indexOf(row)}.${part}`]}
            onChange={(change) => onChange(changed(rows, row.key, change))}
            onMove={(steps) => onChange(moved(rows, row.key, steps))}
            onRemove={() => onChange(rows.filter((each) => each.key !== row.key))}
          />
        ))}
      </ol>
      {rows.length < MOST_RULES && (
        <div className="form-actions">
          <button type="button" className="button" onClick={() => add(BLANK)}>
            {t('catalog-rule-add')}
          </button>
        </div>
      )}
      <RuleHelp onTake={rows.length < MOST_RULES ? add : undefined} />
    </div>
  );
}

function RuleFields(props: {
  row: RuleRow;
  place: number;
  count: number;
  fault: (part: 'when' | 'price') => string | undefined;
  onChange: (change: Partial<RuleDraft>) => void;
  onMove: (steps: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { row, place, fault, onChange } = props;
  const t = useT();
  const id = useId();
  const name = t('catalog-rule-name', { number: place + 1 });
  return (
    <li className="rule">
      <div className="rule-head">
        <span className="rule-name">{name}</span>
        <span className="row-actions">
          <MoveButtons
            name={name}
            isFirst={place === 0}
            isLast={place === props.count - 1}
            onMove={props.onMove}
          />
          <button type="button" className="button small" onClick={props.onRemove}>
            {t('catalog-parts-remove')}
            <span className="visually-hidden"> {name}</span>
          </button>
        </span>
      </div>
      <div className="rule-fields">
        <Field id={`${id}-when`} label={t('catalog-rule-when')} error={fault('when')}>
          <input
            type="text"
            className="input formula"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={t('catalog-rule-when-all')}
            value={row.when}
            onChange={(event) => onChange({ when: event.target.value })}
          />
        </Field>
        <Field id={`${id}-price`} label={t('catalog-rule-price')} error={fault('price')}>
          <input
            type="text"
            className="input formula"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={row.price}
            onChange={(event) => onChange({ price: event.target.value })}
          />
        </Field>
      </div>
    </li>
  );
}

/** The names that a rule may use, and examples to begin with. */
function RuleHelp({ onTake }: { onTake?: (rule: RuleDraft) => void }) {
  const t = useT();
  return (
    <details className="fold">
      <summary>{t('catalog-rule-help')}</summary>
      <p className="muted">{t('catalog-rule-help-text')}</p>
      <dl className="rule-names">
        {NAMES.map((name) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{t(`catalog.rule-name_${name.replace('.', '-')}`)}</dd>
          </div>
        ))}
      </dl>
      <ul className="rule-examples">
        {EXAMPLES.map((example, index) => (
          <li key={example.price}>
            <p>{t(`catalog.rule-example_${index + 1}`)}</p>
            {example.when && <code>{example.when}</code>}
            <code>{example.price}</code>
            {onTake && (
              <button type="button" className="button small" onClick={() => onTake(example)}>
                {t('catalog-rule-take')}
                <span className="visually-hidden"> {example.price}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
