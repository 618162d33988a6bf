import { useEffect, useState } from 'react';
import { Icon } from './icons';
import { useT } from './useT';

const TYPING_PAUSE_MS = 300;

/** Searches when the typing pauses. */
export function SearchBox(props: {
  value: string;
  label: string;
  onChange: (value: string) => void;
}) {
  const { value, label, onChange } = props;
  const [typed, setTyped] = useState(value);

  useEffect(() => setTyped(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the pause anew
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  return (
    <label className="search-box">
      <span className="visually-hidden">{label}</span>
      <Icon name="search" size={14} />
      <input
        type="search"
        className="input"
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </label>
  );
}

/** One of a few choices, all of them visible. */
export function Segments(props: {
  label: string;
  value: string;
  choices: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{props.label}</legend>
      {props.choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === props.value}
          onClick={() => props.onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}

export function DateFilter(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <label className="date-filter">
      <span>{props.label}</span>
      <input
        type="date"
        className="input"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}

/** A filter that came with a link, with a way to take it off. */
export function FilterTag({ label, onRemove }: { label: string; onRemove: () => void }) {
  const t = useT();
  return (
    <span className="tag">
      {label}
      <button
        type="button"
        className="icon-button tiny"
        aria-label={t('ui-remove-filter', { filter: label })}
        onClick={onRemove}
      >
        <Icon name="close" size={10} />
      </button>
    </span>
  );
}
