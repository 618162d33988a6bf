// Rules and endings while they are written.
import { type Keyed, keyed } from '../taxes/rows';
import type { Ending, Rule } from './wire';

export interface RuleDraft {
  when: string;
  price: string;
}

export type RuleRow = Keyed<RuleDraft>;

/** What a rule may ask for, as the server knows it. */
export const NAMES = [
  'price',
  'cost',
  'quantity',
  'sku',
  'categories',
  'unit',
  'weight',
  'kind',
  'attribute.name',
] as const;

/** The examples that the editor offers; words for each stand under its number. */
export const EXAMPLES: readonly RuleDraft[] = [
  { when: '', price: 'price * 0.9' },
  { when: '"tools" in categories and attribute.brand == "Bosch"', price: 'cost * 1.25' },
  { when: '', price: 'quantity >= 100 ? price * 0.85 : price' },
];

export const BLANK: RuleDraft = { when: '', price: '' };

/** The most rules that a list takes. */
export const MOST_RULES = 50;

export function rowsOf(rules: Rule[]): RuleRow[] {
  return rules.map(({ when, price }) => keyed({ when: when ?? '', price }));
}

/** Rules as they travel: a row in which nothing stands is none, and a rule for all products has no condition. */
export function rulesOf(rows: RuleRow[]): Rule[] {
  return filled(rows).map(({ when, price }) => ({
    ...(when.trim() && { when: when.trim() }),
    price: price.trim(),
  }));
}

/** The rows that travel; faults name rules by their place among these. */
export function filled(rows: RuleRow[]): RuleRow[] {
  return rows.filter(({ when, price }) => when.trim() || price.trim());
}

/** The rows with one of them moved up or down; at the ends it stays where it is. */
export function moved<T extends { key: number }>(rows: T[], key: number, steps: -1 | 1): T[] {
  const from = rows.findIndex((row) => row.key === key);
  const to = from + steps;
  const row = rows[from];
  if (!row || to < 0 || to >= rows.length) return rows;
  const others = rows.filter((each) => each !== row);
  return [...others.slice(0, to), row, ...others.slice(to)];
}

/** What many prices end in. */
export const USUAL_ENDINGS: readonly Ending[] = [
  { step: '1', plus: '0.99', toward: 'nearest' },
  { step: '1', plus: '0.95', toward: 'nearest' },
  { step: '0.05', plus: '0', toward: 'nearest' },
  { step: '10', plus: '0', toward: 'nearest' },
];

/** Prices that the preview of an ending shows. */
export const SAMPLES = ['3.42', '18.70', '1249.50'] as const;
