import { describe, expect, test } from 'vitest';
import { keyed } from '../taxes/rows';
import { changesOf, copyOf, draftOf, EMPTY, newListOf, STEPS } from './draft';
import { BLANK, filled, moved, rowsOf, rulesOf } from './rules';
import type { PriceList } from './wire';

const asIs = (text: string) => text;
const list: PriceList = {
  id: '1',
  code: 'DEALERS',
  name: 'Dealers',
  currency: 'EUR',
  tax_mode: 'net',
  is_default: false,
  purpose: 'sales',
  state: 'active',
  valid_from: '2026-01-01',
  valid_to: null,
  base_list: 'BASE',
  rules: [{ when: 'weight > 500', price: 'price * 0.95' }, { price: 'price * 0.9' }],
  ending: { step: '1', plus: '0.99', toward: 'up' },
  note: '',
  version: 7,
};

describe('rules while they are written', () => {
  test('empty rows and empty conditions do not travel', () => {
    const rows = [keyed({ ...BLANK }), keyed({ when: '  ', price: ' price * 0.9 ' })];
    expect(rulesOf(rows)).toEqual([{ price: 'price * 0.9' }]);
    expect(filled(rows).map(({ key }) => key)).toEqual([rows[1]?.key]);
  });

  test('a condition without a price travels, so that the server says what is missing', () => {
    expect(rulesOf([keyed({ when: 'cost > 1', price: '' })])).toEqual([
      { when: 'cost > 1', price: '' },
    ]);
  });

  test('a rule moves by one place, and not beyond the ends', () => {
    const rows = rowsOf([{ price: '1' }, { price: '2' }, { price: '3' }]);
    const [first, , third] = rows.map(({ key }) => key);
    const prices = (after: typeof rows) => after.map(({ price }) => price).join();
    expect(prices(moved(rows, third ?? 0, -1))).toBe('1,3,2');
    expect(prices(moved(rows, first ?? 0, 1))).toBe('2,1,3');
    expect(prices(moved(rows, first ?? 0, -1))).toBe('1,2,3');
    expect(prices(moved(rows, third ?? 0, 1))).toBe('1,2,3');
  });
});

describe('a price list while it is written', () => {
  test('what is not touched travels back as it came', () => {
    const { code, id, currency, tax_mode, purpose, version, ...rest } = list;
    expect(changesOf(draftOf(list, asIs), asIs)).toEqual(rest);
  });

  test('emptied dates and a base taken away are told as nothing', () => {
    const draft = { ...draftOf(list, asIs), validFrom: '', baseList: '', ending: null };
    const sent = changesOf(draft, asIs);
    expect([sent.valid_from, sent.base_list, sent.ending]).toEqual([null, null, null]);
  });

  test('a new list leaves name, currency and default to the server unless they are said', () => {
    const sent = newListOf({ ...EMPTY, code: ' A ' }, asIs);
    expect(sent).toMatchObject({ code: 'A', state: 'draft', purpose: 'sales', tax_mode: 'net' });
    expect(['name', 'currency', 'is_default'].filter((field) => field in sent)).toEqual([]);
    expect(newListOf({ ...EMPTY, currency: 'pln' }, asIs).currency).toBe('PLN');
  });

  test('a copy is a draft with the same rules and a code of its own', () => {
    const copy = copyOf({ ...list, is_default: true }, asIs);
    expect([copy.code, copy.state, copy.isDefault]).toEqual(['', 'draft', false]);
    expect(rulesOf(copy.rules)).toEqual(list.rules);
  });

  test('a list that was in force does not become a draft again', () => {
    expect([STEPS.active, STEPS.archived].flat()).not.toContain('draft');
  });
});
