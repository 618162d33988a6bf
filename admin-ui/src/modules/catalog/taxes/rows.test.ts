import { describe, expect, test } from 'vitest';
import { changed, faultOf, keyed, withoutKey } from './rows';

describe('rows of a form', () => {
  test('each has a key of its own, which is not sent', () => {
    const rows = [keyed({ rate: '23' }), keyed({ rate: '8' })];
    expect(rows[0]?.key).not.toBe(rows[1]?.key);
    expect(rows.map(withoutKey)).toEqual([{ rate: '23' }, { rate: '8' }]);
  });

  test('a change concerns one row', () => {
    const rows = [keyed({ rate: '23' }), keyed({ rate: '8' })];
    const after = changed(rows, rows[1]?.key ?? 0, { rate: '5' });
    expect(after.map(({ rate }) => rate)).toEqual(['23', '5']);
  });

  test('a fault is found by its place', () => {
    const errors = { 'rates.1.rate': 'A rate is 0 to 100 per cent.' };
    expect(faultOf(errors, 'rates', 1, 'rate')).toBe('A rate is 0 to 100 per cent.');
    expect(faultOf(errors, 'rates', 0, 'rate')).toBeUndefined();
  });
});
