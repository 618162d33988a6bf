import { describe, expect, test } from 'vitest';
import { bodyOf, codesOf, draftOf, EMPTY, errorsOf, NOBODY, withCode } from './draft';
import type { AssortmentDetail } from './wire';

const known: AssortmentDetail = {
  assortment: { id: '1', code: 'TOOLS', name: 'Tools', archived: false, version: 4 },
  categories: ['tools'],
  skus: ['A-1', 'B-2'],
  without_categories: ['saws'],
  without_skus: ['A-9'],
  viewers: { ...NOBODY, guests: true, company_ids: ['c'] },
};

describe('the draft of an assortment', () => {
  test('what is saved unchanged is what was read', () => {
    const { assortment, ...rest } = known;
    expect(bodyOf(draftOf(known))).toEqual({
      code: assortment.code,
      name: assortment.name,
      ...rest,
    });
  });

  test('codes are read from lines and from a column of a spreadsheet, each once', () => {
    expect(codesOf(' A-1 \r\n\r\na-1\nB 2\tC')).toEqual(['A-1', 'B 2', 'C']);
    expect(codesOf('  \n')).toEqual([]);
  });

  test('a code is added at the end, unless it stands there', () => {
    expect(withCode('', 'A')).toBe('A');
    expect(withCode('A\nB\n', 'C')).toBe('A\nB\nC');
    expect(withCode('A\nB', 'b')).toBe('A\nB');
  });

  test('a new one is seen by nobody and holds nothing', () => {
    const { viewers, skus, categories } = bodyOf(EMPTY);
    expect([viewers, skus, categories]).toEqual([NOBODY, [], []]);
  });

  test('what is wrong with single lines stands beside their list, and not beside another one', () => {
    const errors = { 'skus.0': 'No X.', 'skus.3': 'No Y.', 'without_skus.0': 'No Z.' };
    expect(errorsOf(errors, 'skus')).toBe('No X. No Y.');
    expect(errorsOf(errors, 'categories')).toBeUndefined();
    const many = Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`skus.${n}`, `No ${n}.`]));
    expect(errorsOf(many, 'skus')).toBe('No 1. No 2. No 3. No 4. No 5. …');
  });
});
