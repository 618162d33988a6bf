import { describe, expect, test } from 'vitest';
import { choicesOf, giftsOf, unreached, wireOf } from './gifts';
import type { Assignment, PriceList, Purpose } from './wire';

const given = (price_list: string, priority: number, last = false): Assignment => ({
  subject: 'company',
  subject_id: '1',
  price_list_id: price_list,
  price_list,
  priority,
  last,
});

const list = (code: string, purpose: Purpose, state: PriceList['state'] = 'active') =>
  ({ code, purpose, state }) as PriceList;

describe('lists that are given', () => {
  test('stand in the order in which they are asked', () => {
    const rows = giftsOf([given('B', 2, true), given('A', 1)]);
    expect(wireOf(rows)).toEqual([
      { code: 'A', last: false },
      { code: 'B', last: true },
    ]);
  });

  test('behind the last one nothing is asked', () => {
    const rows = giftsOf([given('A', 1), given('B', 2, true), given('C', 3)]);
    expect([...unreached(rows)]).toEqual([rows[2]?.key]);
    expect(unreached(giftsOf([given('A', 1)])).size).toBe(0);
  });

  test('contracts are for companies, costs for nobody, and none is given twice', () => {
    const all = [
      list('A', 'sales'),
      list('B', 'sales'),
      list('OLD', 'sales', 'archived'),
      list('DEAL', 'contract'),
      list('COST', 'cost'),
    ];
    const rows = giftsOf([given('A', 1)]);
    const codes = (kind: 'company' | 'group') => choicesOf(all, rows, kind).map(({ code }) => code);
    expect(codes('company')).toEqual(['B', 'DEAL']);
    expect(codes('group')).toEqual(['B']);
  });
});
