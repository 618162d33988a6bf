import { describe, expect, test } from 'vitest';
import { countriesIn, countryName } from './countries';

describe('countries', () => {
  test('they are named and sorted in the language of the reader', () => {
    const names = countriesIn('pl').map(({ name }) => name);
    expect(names).toContain('Polska');
    expect(names.indexOf('Łotwa')).toBeLessThan(names.indexOf('Malta'));
    expect(names.indexOf('Łotwa')).toBeGreaterThan(names.indexOf('Litwa'));
  });

  test('each stands in the list once and has a name', () => {
    const all = countriesIn('en');
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
    expect(all.filter(({ code, name }) => code === name)).toEqual([]);
  });

  test('what a record has stays to be chosen, whatever it is', () => {
    expect(countriesIn('en', 'XI').some(({ code }) => code === 'XI')).toBe(true);
    expect(countryName('en', 'not a code')).toBe('not a code');
  });
});
