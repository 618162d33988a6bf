// Prices and sums as whole millionths, so that the browser computes exactly what the server does.
import type { Ending } from './wire';

const DECIMAL = /^(-?)(\d{1,13})(?:\.(\d{1,6}))?$/;
const ONE = 1_000_000n;

/** "12.5" → 12500000n; null where the text is no price. */
export function millionthsOf(text: string): bigint | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  const units = BigInt(whole + fraction.padEnd(6, '0'));
  return sign ? -units : units;
}

/** 12500000n → "12.5". */
export function textOf(millionths: bigint): string {
  const digits = (millionths < 0n ? -millionths : millionths).toString().padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return `${millionths < 0n ? '-' : ''}${digits.slice(0, -6)}${fraction && `.${fraction}`}`;
}

function floorDiv(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

/** A price with its ending, as the server makes it; null where step and sum added make no ending. */
export function endedPrice(price: string, ending: Ending): string | null {
  const [from, step, plus] = [price, ending.step, ending.plus || '0'].map(millionthsOf);
  if (from == null || step == null || plus == null) return null;
  if (step <= 0n || plus < 0n || plus >= step) return null;
  const below = floorDiv(from - plus, step);
  const rest = from - plus - below * step;
  const isUp = ending.toward === 'up' ? rest > 0n : rest > 0n && rest * 2n >= step;
  const steps = ending.toward !== 'down' && isUp ? below + 1n : below;
  const ended = steps * step + plus;
  if (ended > 0n || from <= 0n) return textOf(ended);
  return textOf(plus > 0n ? plus : step);
}

/** The share of a change in what it changes, in per cent with one decimal; null of nothing. */
export function percentOf(change: string, of: string): string | null {
  const [part, whole] = [change, of].map(millionthsOf);
  if (part == null || whole == null || whole === 0n) return null;
  const size = whole < 0n ? -whole : whole;
  const magnitude = part < 0n ? -part : part;
  const tenths = (magnitude * 2_000n + size) / (size * 2n);
  const text = textOf((tenths * ONE) / 10n);
  return part < 0n && tenths > 0n ? `-${text}` : text;
}

/** How long a bar is beside the longest one, in per cent from 0 to 100. */
export function lengthOf(value: string, longest: string): number {
  const [one, most] = [value, longest].map((text) => millionthsOf(text) ?? 0n) as [bigint, bigint];
  const size = (number: bigint) => (number < 0n ? -number : number);
  if (most === 0n) return 0;
  return Math.min(100, Number((size(one) * 1_000n) / size(most)) / 10);
}

/** Of several numbers that furthest from zero. */
export function furthest(values: string[]): string {
  const size = (text: string) => {
    const number = millionthsOf(text) ?? 0n;
    return number < 0n ? -number : number;
  };
  return values.reduce((most, value) => (size(value) > size(most) ? value : most), '0');
}

interface Limits {
  minimum: string | null;
  maximum: string | null;
  increment: string | null;
}

/** Which of the limits a quantity breaks first; null where it may be ordered. */
export function brokenLimit(quantity: string, limits: Limits): keyof Limits | null {
  const wanted = millionthsOf(quantity);
  if (wanted === null) return null;
  const limit = (name: keyof Limits) => (limits[name] ? millionthsOf(limits[name]) : null);
  const [minimum, maximum, increment] = [limit('minimum'), limit('maximum'), limit('increment')];
  if (minimum !== null && wanted < minimum) return 'minimum';
  if (maximum !== null && wanted > maximum) return 'maximum';
  if (increment !== null && increment > 0n && wanted % increment !== 0n) return 'increment';
  return null;
}
