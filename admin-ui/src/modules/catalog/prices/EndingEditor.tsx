import { useFormat } from '../../../ui/format';
import { useT } from '../../../ui/useT';
import { Nothing } from '../../../ui/values';
import { SelectField, TextField, useShown, useTyped } from './fields';
import { endedPrice } from './millionths';
import { SAMPLES, USUAL_ENDINGS } from './rules';
import type { Ending, Toward } from './wire';

const TOWARD: Toward[] = ['nearest', 'up', 'down'];

/** What prices by rules end in, with a preview that is computed while one types. */
export function EndingEditor(props: {
  /** As typed; null where prices stay as computed. */
  ending: Ending | null;
  currency: string;
  errors: Record<string, string>;
  onChange: (ending: Ending | null) => void;
}) {
  const { ending, errors, onChange } = props;
  const t = useT();
  const format = useFormat();
  const typed = useTyped();
  const shown = useShown();
  const error = (part: string) => errors[`ending.${part}`];
  return (
    <div className="stack">
      <div className="form-actions">
        <button
          type="button"
          className="button small"
          aria-pressed={ending === null}
          onClick={() => onChange(null)}
        >
          {t('catalog-ending-none')}
        </button>
        {USUAL_ENDINGS.map((usual) => (
          <button
            key={usual.step + usual.plus}
            type="button"
            className="button small"
            onClick={() => onChange({ ...usual, step: shown(usual.step), plus: shown(usual.plus) })}
          >
            {usual.plus === '0'
              ? t('catalog-ending-multiples', { number: format.number(usual.step) })
              : t('catalog-ending-plus', { number: format.number(usual.plus) })}
          </button>
        ))}
      </div>
      {ending && (
        <>
          <div className="form-row">
            <TextField
              decimal
              label={t('catalog-ending-step')}
              value={ending.step}
              error={error('step') ?? errors.ending}
              onChange={(step) => onChange({ ...ending, step })}
            />
            <TextField
              decimal
              label={t('catalog-ending-added')}
              value={ending.plus}
              error={error('plus')}
              onChange={(plus) => onChange({ ...ending, plus })}
            />
            <SelectField
              label={t('catalog-ending-toward')}
              value={ending.toward}
              error={error('toward')}
              choices={TOWARD.map((each) => ({
                value: each,
                label: t(`catalog.ending-toward_${each}`),
              }))}
              onChange={(toward) => onChange({ ...ending, toward: toward as Toward })}
            />
          </div>
          <EndingPreview
            ending={{ ...ending, step: typed(ending.step), plus: typed(ending.plus) }}
            currency={props.currency}
          />
        </>
      )}
    </div>
  );
}

/** Three prices before and after. */
export function EndingPreview({ ending, currency }: { ending: Ending; currency: string }) {
  const t = useT();
  const format = useFormat();
  return (
    <dl className="ending-preview" aria-label={t('catalog-ending-preview')} aria-live="polite">
      {SAMPLES.map((sample) => {
        const ended = endedPrice(sample, ending);
        return (
          <div key={sample}>
            <dt>{format.amount(sample, currency)}</dt>
            <dd>{ended === null ? <Nothing /> : format.amount(ended, currency)}</dd>
          </div>
        );
      })}
    </dl>
  );
}
