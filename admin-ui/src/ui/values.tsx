import { Fragment } from 'react';
import { useFormat } from './format';
import type { Tone } from './Notice';

/** A state: colour and always a word. */
export function Chip({ tone, children }: { tone: Tone; children: string }) {
  return <span className={`chip ${tone}`}>{children}</span>;
}

/** Money with its currency, figures under figures. */
export function Amount({ value, currency }: { value: string; currency: string }) {
  const format = useFormat();
  return (
    <span className="amount">
      {format.amount(value, currency)} <span className="unit">{currency}</span>
    </span>
  );
}

/** A quantity with its unit. */
export function Quantity({ value, unit }: { value: string; unit?: string }) {
  const format = useFormat();
  return (
    <span className="amount">
      {format.number(value)}
      {unit && <span className="unit"> {unit}</span>}
    </span>
  );
}

/** An instant in the user's format; its age in the title. */
export function When({ at }: { at: string | null }) {
  const format = useFormat();
  if (!at) return <Nothing />;
  return (
    <time dateTime={at} title={format.age(at)}>
      {format.instant(at)}
    </time>
  );
}

/** A business date. */
export function Day({ on }: { on: string }) {
  const format = useFormat();
  return <time dateTime={on}>{format.day(on)}</time>;
}

/** A code such as a SKU: figures under figures, but hyphens keep their own narrow width. */
export function Code({ children }: { children: string }) {
  const parts = children.split('-');
  return (
    <span className="code">
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a code never move
        <Fragment key={index}>
          {index > 0 && <span className="hyphen">-</span>}
          {part}
        </Fragment>
      ))}
    </span>
  );
}

/** Marks an empty cell as empty on purpose. */
export function Nothing() {
  return <span className="nothing">–</span>;
}
