// The lists of a company, group or channel while they are put in order.
import { type Keyed, keyed } from '../taxes/rows';
import type { Assignment, PriceList, SubjectKind } from './wire';

export interface Gift {
  code: string;
  last: boolean;
}

export type GiftRow = Keyed<Gift>;

/** Rows in the order in which lists are asked. */
export function giftsOf(items: Assignment[]): GiftRow[] {
  const inOrder = [...items].sort((one, other) => one.priority - other.priority);
  return inOrder.map(({ price_list, last }) => keyed({ code: price_list, last }));
}

/** As they travel. */
export function wireOf(rows: GiftRow[]): Gift[] {
  return rows.map(({ code, last }) => ({ code, last }));
}

/** Rows that are never asked, because one before them is the last. */
export function unreached(rows: GiftRow[]): Set<number> {
  const end = rows.findIndex(({ last }) => last);
  return new Set(end < 0 ? [] : rows.slice(end + 1).map(({ key }) => key));
}

/** Lists that may still be given: a contract only to a company, costs to nobody. */
export function choicesOf(all: PriceList[], rows: GiftRow[], kind: SubjectKind): PriceList[] {
  const taken = new Set(rows.map(({ code }) => code));
  const fits = ({ purpose }: PriceList) =>
    purpose === 'sales' || (purpose === 'contract' && kind === 'company');
  return all.filter((list) => fits(list) && list.state !== 'archived' && !taken.has(list.code));
}
