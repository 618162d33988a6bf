// Exact sums of decimals that travel as text. Floats never touch money.

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** "12.50" → { units: 1250n, scale: 2 }; null when the text is no decimal. */
function parse(text: string): { units: bigint; scale: number } | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  const units = BigInt(whole + fraction);
  return { units: sign ? -units : units, scale: fraction.length };
}

/** The exact sum as decimal text, with the finest scale that occurred. */
export function sumDecimals(values: string[]): string {
  const parsed = values.map(parse).filter((value) => value !== null);
  const scale = Math.max(0, ...parsed.map((value) => value.scale));
  const units = parsed.reduce(
    (sum, value) => sum + value.units * 10n ** BigInt(scale - value.scale),
    0n,
  );
  return show(units, scale);
}

function show(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale ? `.${digits.slice(-scale)}` : '';
  return `${units < 0n ? '-' : ''}${whole}${fraction}`;
}

/** -1, 0 or 1 like a comparator; text that is no decimal counts as zero. */
export function signOf(value: string): number {
  const units = parse(value)?.units ?? 0n;
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

/**
 * What a person typed, as wire text. Both decimal marks are understood, and grouping by spaces,
 * apostrophes or the other mark. Null when it is no number or could be read in two ways: "1.234"
 * from someone whose decimal mark is the comma would be wrong by a thousand in one of them.
 */
export function parseTyped(typed: string, decimalMark: '.' | ','): string | null {
  const text = typed.trim().replace(/[\s'’]/gu, '');
  const marks = text.replace(/[^.,]/g, '');
  const last = marks.at(-1);
  if (!last) return wire(text, '');
  const at = text.lastIndexOf(last);
  const whole = text.slice(0, at).replace(/[.,]/g, '');
  const rest = text.slice(at + 1);
  if (marks.length > 1 && marks === last.repeat(marks.length)) return wire(whole + rest, '');
  if (marks.length === 1 && last !== decimalMark && rest.length === 3) return null;
  return wire(whole, rest);
}

function wire(whole: string, fraction: string): string | null {
  const text = fraction ? `${whole || '0'}.${fraction}` : whole;
  return DECIMAL.test(text) ? text : null;
}

/** The decimal mark of a locale: a comma in Polish and Italian, a point in English. */
export function decimalMarkOf(locale: string): '.' | ',' {
  return new Intl.NumberFormat(locale).format(0.5).includes(',') ? ',' : '.';
}
