import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundleOf, translateWith } from './i18n';
import en from './texts.en';
import it from './texts.it';
import pl from './texts.pl';

const sources = import.meta.glob<string>('../**/*.{ts,tsx}', {
  eager: true,
  query: '?raw',
  import: 'default',
});

const bundles = {
  en: bundleOf('en', en),
  pl: bundleOf('pl', pl),
  it: bundleOf('it', it),
};

function keysOf(files: Record<string, string>): string[] {
  return Object.values(files)
    .flatMap((text) => [...text.matchAll(/^([a-z][\w-]*) =/gm)].map((match) => match[1] ?? ''))
    .sort();
}

describe('locale files', () => {
  test('every language has the same keys', () => {
    expect(keysOf(pl)).toEqual(keysOf(en));
    expect(keysOf(it)).toEqual(keysOf(en));
  });

  test('no key is defined twice', () => {
    const keys = keysOf(en);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test('every key that the code names has a text', () => {
    const named = Object.values(sources).flatMap((text) =>
      [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1] ?? ''),
    );
    const missing = named.filter((key) => !bundles.en.hasMessage(key.replaceAll('.', '-')));
    expect(missing).toEqual([]);
  });

  test('every message parses and formats without errors', () => {
    const values = {
      count: 5,
      left: 2,
      applied: 3,
      bad: 1,
      shown: 2,
      total: 9,
      days: 14,
      parcels: 3,
      pallets: 1,
    };
    const failures: string[] = [];
    for (const [language, bundle] of Object.entries(bundles)) {
      for (const key of keysOf(en)) {
        const errors: Error[] = [];
        const value = bundle.getMessage(key)?.value;
        if (value) bundle.formatPattern(value, withNames(values), errors);
        if (!value || errors.length) failures.push(`${language} ${key} ${errors.join(' ')}`);
      }
    }
    expect(failures).toEqual([]);
  });

  test('Polish has its three plural forms', () => {
    const rows = (count: number) => translateWith(bundles.pl, 'ui-rows', { count });
    expect([rows(1), rows(3), rows(25)]).toEqual(['1 wiersz', '3 wiersze', '25 wierszy']);
  });

  test('a sum names the cancelled orders it leaves out', () => {
    const label = (count: number, left: number) =>
      translateWith(bundles.en, 'orders.totals', { count, left });
    expect(label(1, 0)).toBe('Total of 1 order on this page');
    expect(label(24, 2)).toBe('Total of 24 orders on this page, without 2 cancelled');
  });

  test('an import tells what it skipped', () => {
    const done = (applied: number, bad: number) =>
      translateWith(bundles.en, 'import.outcome_done', { applied, bad });
    expect(done(40, 0)).toBe('40 rows were applied.');
    expect(done(40, 2)).toMatch(/^40 rows were applied and 2 rows were skipped\./);
  });

  test('the served page keeps the place for its nonce', () => {
    const page = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
    expect(page).toContain('<meta name="csp-nonce" content="{{nonce}}" />');
  });
});

/** Names for the text placeables, so that only real mistakes are errors. */
function withNames(values: Record<string, number>) {
  const names =
    'request page last from to filter number name per company amount file kind size product threshold min max options email role currency companies sealed position what zone until tenant people detail source rate holds all unit quantity on';
  return { ...Object.fromEntries(names.split(' ').map((name) => [name, 'x'])), ...values };
}
