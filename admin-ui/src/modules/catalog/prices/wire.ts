// What the routes of prices answer, as this folder's pages use it.

export type Purpose = 'sales' | 'contract' | 'cost';
export type ListState = 'draft' | 'active' | 'archived';
export type TaxMode = 'net' | 'gross';
export type Toward = 'nearest' | 'up' | 'down';
export type Strategy = 'first_match' | 'lowest';
export type SubjectKind = 'company' | 'group' | 'channel';
export type Level = 'contract' | 'company' | 'group' | 'channel' | 'default';

export interface Rule {
  /** For which products; for all where nothing is said. */
  when?: string | null;
  price: string;
}

/** Prices end in multiples of `step` with `plus` added. */
export interface Ending {
  step: string;
  plus: string;
  toward: Toward;
}

export interface PriceList {
  id: string;
  code: string;
  name: string;
  currency: string;
  tax_mode: TaxMode;
  is_default: boolean;
  purpose: Purpose;
  state: ListState;
  valid_from: string | null;
  valid_to: string | null;
  base_list: string | null;
  rules: Rule[];
  ending: Ending | null;
  note: string;
  version: number;
}

export interface ListedPrice {
  id: string;
  product_id: string;
  sku: string;
  name: string;
  unit: string | null;
  min_quantity: string;
  unit_price: string;
  per: string;
  valid_from: string | null;
  valid_to: string | null;
}

export interface ListedQuantities {
  id: string;
  product_id: string;
  sku: string;
  minimum: string | null;
  maximum: string | null;
  increment: string | null;
}

export interface Assignment {
  subject: SubjectKind;
  subject_id: string;
  price_list_id: string;
  price_list: string;
  priority: number;
  last: boolean;
}

export interface Assignments {
  items: Assignment[];
}

export interface Policy {
  strategy: Strategy;
  margin_floor: string | null;
}

export interface RuleStep {
  number: number;
  when: string | null;
  formula: string;
  base_price: string | null;
  cost: string | null;
  computed: string;
  ended: string;
}

export interface Step {
  price_list: string;
  name: string;
  level: Level;
  outcome: string;
  text: string;
  unit_price: string | null;
  won: boolean;
  rule: RuleStep | null;
}

export interface PriceExplanation {
  sku: string;
  name: string;
  quantity: string;
  date: string;
  as_of: string | null;
  currency: string;
  strategy: Strategy;
  price: {
    unit_price: string;
    per: string;
    tax_mode: TaxMode;
    price_list: string;
    level: Level;
    min_quantity: string;
  } | null;
  steps: Step[];
  quantities: Pick<ListedQuantities, 'minimum' | 'maximum' | 'increment'>;
  tax_rate: string | null;
  margin: {
    cost: string;
    margin: string;
    floor: string | null;
    is_below_floor: boolean;
  } | null;
}

export interface Sums {
  ordered: string;
  today: string;
  /** With the list. */
  then: string;
  change: string;
  cost: string | null;
}

export interface Part {
  code: string;
  name: string;
  sums: Sums;
}

export interface WhatIf {
  currency: string;
  since: string;
  lines: number;
  is_cut: boolean;
  changed_lines: number;
  lines_without_price: number;
  all: Sums;
  companies: Part[];
  products: Part[];
}
