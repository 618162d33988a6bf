// Numbers and dates in the user's format. Decimal text goes to Intl as text, so no digit is lost.
import { useLocaleState } from 'ra-core';
import { useMemo } from 'react';

export interface Formatter {
  /** "1,234.50"; the currency decides the number of decimals. */
  amount(value: string, currency: string): string;
  /** "1,234.5"; keeps the decimals the value has. */
  number(value: string | number): string;
  /** An instant in the user's zone, such as "21 Nov 2026, 10:00". */
  instant(value: string): string;
  /** A business date, which belongs to no zone. */
  day(value: string): string;
  /** "3 days ago". */
  age(value: string, now?: number): string;
}

type Exact = Intl.StringNumericLiteral;

/** The browser's regional variant of the language, so that an en-GB user gets en-GB dates. */
export function regionalLocale(language: string, preferred: readonly string[]): string {
  const regional = preferred.find((tag) => tag.toLowerCase().startsWith(`${language}-`));
  return regional ?? (language === 'en' ? 'en-GB' : language);
}

export function createFormatter(locale: string, timeZone?: string): Formatter {
  const amounts = new Map<string, Intl.NumberFormat>();
  const amountFormat = (currency: string) => {
    const known = amounts.get(currency);
    if (known) return known;
    const digits = currencyDigits(currency);
    const made = new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: Math.max(digits, 4),
      useGrouping: 'always',
    });
    amounts.set(currency, made);
    return made;
  };
  const plain = new Intl.NumberFormat(locale, {
    maximumFractionDigits: 6,
    useGrouping: 'always',
  });
  const instants = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const ages = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  return {
    amount: (value, currency) => amountFormat(currency).format(value as Exact),
    number: (value) => plain.format(value as Exact),
    instant: (value) => instants.format(new Date(value)),
    day: (value) => days.format(new Date(`${value}T00:00:00Z`)),
    age: (value, now = Date.now()) => relativeAge(ages, new Date(value).getTime() - now),
  };
}

function currencyDigits(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

function relativeAge(ages: Intl.RelativeTimeFormat, milliseconds: number): string {
  const step = STEPS.find(([, size]) => Math.abs(milliseconds) >= size);
  if (!step) return ages.format(0, 'minute');
  const [unit, size] = step;
  return ages.format(Math.trunc(milliseconds / size), unit);
}

/** The formatter for the language the user reads. */
export function useFormat(): Formatter {
  const [language] = useLocaleState();
  return useMemo(() => createFormatter(regionalLocale(language, navigator.languages)), [language]);
}
