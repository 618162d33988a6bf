import { expect, test } from 'vitest';
import { withConstant, withField, withRule, wordLines, wordsOf } from './mapping';

const MAPPING = { columns: [{ source: 'Indeks', field: 'sku' }], ignores_others: true };

test('a field takes one column, and a column goes into one field', () => {
  const moved = withField(MAPPING, 'Kod', 'sku');
  expect(moved.columns).toEqual([{ source: 'Kod', field: 'sku' }]);
  expect(withField(moved, 'kod', '').columns).toEqual([]);
});

test('a column that takes a field ends the value that every row had', () => {
  const constant = withConstant(MAPPING, 'unit', 'pcs');
  expect(constant.constants).toEqual({ unit: 'pcs' });
  expect(withField(constant, 'JM', 'unit').constants).toEqual({});
  expect(withConstant(constant, 'unit', '').constants).toEqual({});
});

test('words are read from lines and shown as lines', () => {
  const words = wordsOf('szt. = pcs\n\nkg=kg\nnothing\n= x');
  expect(words).toEqual({ 'szt.': 'pcs', kg: 'kg' });
  expect(wordsOf(wordLines(words))).toEqual(words);
  const ruled = withRule(MAPPING, 'indeks', { words: 'a = b', factor: '1000' });
  expect(ruled.columns[0]).toEqual({
    source: 'Indeks',
    field: 'sku',
    values: { a: 'b' },
    factor: '1000',
  });
  expect(withRule(ruled, 'Indeks', { words: '', factor: '' }).columns[0]).toEqual({
    source: 'Indeks',
    field: 'sku',
  });
});
