import { describe, expect, test } from 'vitest';
import { decimalMarkOf, parseTyped, signOf, sumDecimals } from './decimal';
import { createFormatter, regionalLocale } from './format';
import { readSort } from './useListPage';

/** Narrow and plain no-break spaces differ between ICU versions. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('sums', () => {
  test('decimals add up exactly', () => {
    expect(sumDecimals(['0.1', '0.2'])).toBe('0.3');
    expect(sumDecimals(['12.50', '-0.5', '3'])).toBe('15.00');
    expect(sumDecimals(['9007199254740993.01', '0.01'])).toBe('9007199254740993.02');
    expect(sumDecimals([])).toBe('0');
    expect(sumDecimals(['-0.05'])).toBe('-0.05');
  });

  test('the sign of a decimal', () => {
    expect(['-0.01', '0.00', '3'].map(signOf)).toEqual([-1, 0, 1]);
  });
});

describe('typed numbers', () => {
  test('both decimal marks and grouping are understood', () => {
    const read = (typed: string) => parseTyped(typed, ',');
    expect(read('12,50')).toBe('12.50');
    expect(read('12.5')).toBe('12.5');
    expect(read('1 234,50')).toBe('1234.50');
    expect(read('1.234,50')).toBe('1234.50');
    expect(read('1.234.567')).toBe('1234567');
    expect(read(',5')).toBe('0.5');
  });

  test('what could be read in two ways is asked again', () => {
    expect(parseTyped('1.234', ',')).toBeNull();
    expect(parseTyped('1,234', '.')).toBeNull();
    expect(parseTyped('1.234', '.')).toBe('1.234');
  });

  test('words and exponents are no numbers', () => {
    expect(['', 'NaN', '1e9', '--1', 'x'].map((typed) => parseTyped(typed, '.'))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test('the decimal mark follows the language', () => {
    expect(['en', 'pl', 'it'].map(decimalMarkOf)).toEqual(['.', ',', ',']);
  });
});

describe('formats', () => {
  const polish = createFormatter('pl', 'UTC');
  const english = createFormatter('en-GB', 'UTC');

  test('amounts keep every digit and the decimals of the currency', () => {
    expect(plain(polish.amount('1234.5', 'PLN'))).toBe('1 234,50');
    expect(english.amount('9007199254740993.01', 'GBP')).toBe('9,007,199,254,740,993.01');
    expect(english.amount('2.5525', 'EUR')).toBe('2.5525');
    expect(english.amount('1200', 'JPY')).toBe('1,200');
  });

  test('a business date stays on its day in every zone', () => {
    expect(createFormatter('en-GB', 'America/Los_Angeles').day('2026-11-21')).toBe('21 Nov 2026');
  });

  test('the age is told in the largest unit that fits', () => {
    const now = Date.parse('2026-11-21T12:00:00Z');
    expect(english.age('2026-11-21T11:59:40Z', now)).toBe('this minute');
    expect(english.age('2026-11-21T09:00:00Z', now)).toBe('3 hours ago');
    expect(english.age('2026-11-20T11:00:00Z', now)).toBe('yesterday');
  });

  test('a language takes the regional format of the browser', () => {
    expect(regionalLocale('en', ['pl-PL', 'en-US'])).toBe('en-US');
    expect(regionalLocale('en', ['pl'])).toBe('en-GB');
    expect(regionalLocale('it', ['pl'])).toBe('it');
  });
});

describe('sort in the address', () => {
  test('a minus means descending', () => {
    const fallback = { field: 'sku', order: 'ASC' } as const;
    expect(readSort('-placed_at', fallback)).toEqual({ field: 'placed_at', order: 'DESC' });
    expect(readSort('number', fallback)).toEqual({ field: 'number', order: 'ASC' });
    expect(readSort(null, fallback)).toBe(fallback);
  });
});
