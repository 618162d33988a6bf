import { useFormat } from '../../../ui/format';
import { useT } from '../../../ui/useT';
import { colourOf, type Sample, samplesOf } from './accent';
import { TextField } from './TextField';
import './channels.css';

/** The accent colour, and how the shop draws it on light and dark pages. */
export function AccentField(props: {
  value: string;
  error?: string;
  onChange: (value: string) => void;
}) {
  const { value, error, onChange } = props;
  const t = useT();
  const samples = samplesOf(value);
  return (
    <div className="stack">
      <div className="accent-input">
        <TextField
          label={t('identity-accent')}
          help={t('identity-accent-help')}
          error={error}
          className="input code"
          maxLength={7}
          spellCheck={false}
          value={value}
          onChange={onChange}
        />
        <input
          type="color"
          className="accent-pick"
          aria-label={t('identity-accent-pick')}
          value={colourOf(value) ? value.trim().toLowerCase() : '#000000'}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      {samples && (
        <div className="accent-samples">
          <Shown name={t('identity-accent-light')} sample={samples.light} />
          <Shown name={t('identity-accent-dark')} sample={samples.dark} />
        </div>
      )}
    </div>
  );
}

function Shown({ name, sample }: { name: string; sample: Sample }) {
  const t = useT();
  const format = useFormat();
  const contrast = format.number((Math.floor(sample.contrast / 10) / 10).toFixed(1));
  return (
    <figure className="accent-sample">
      <div className="accent-ground" style={{ background: sample.surface }}>
        <span className="accent-button" style={{ background: sample.accent, color: sample.text }}>
          {t('identity-accent-sample')}
        </span>
        <span style={{ color: sample.accent }}>{t('identity-accent-sample-link')}</span>
      </div>
      <figcaption className="field-help">
        {name}:{' '}
        {t(sample.isWhite ? 'identity-accent-white' : 'identity-accent-ink', { number: contrast })}
        {sample.isMoved && ` ${t('identity-accent-moved', { name: sample.accent })}`}
      </figcaption>
    </figure>
  );
}
