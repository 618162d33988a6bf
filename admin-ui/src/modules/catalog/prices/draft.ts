// A price list while it is written.
import { keyed } from '../taxes/rows';
import { type RuleRow, rowsOf, rulesOf } from './rules';
import type { Ending, ListState, PriceList, Purpose, TaxMode } from './wire';

export interface ListDraft {
  code: string;
  name: string;
  purpose: Purpose;
  state: ListState;
  currency: string;
  taxMode: TaxMode;
  validFrom: string;
  validTo: string;
  isDefault: boolean;
  baseList: string;
  rules: RuleRow[];
  ending: Ending | null;
  note: string;
}

/** The states a list may come to; one that was in force does not become a draft again. */
export const STEPS: Record<ListState, readonly ListState[]> = {
  draft: ['draft', 'active', 'archived'],
  active: ['active', 'archived'],
  archived: ['archived', 'active'],
};

/** A new list begins as a draft, so that nothing is sold by it before it is looked at. */
export const EMPTY: ListDraft = {
  code: '',
  name: '',
  purpose: 'sales',
  state: 'draft',
  currency: '',
  taxMode: 'net',
  validFrom: '',
  validTo: '',
  isDefault: false,
  baseList: '',
  rules: [],
  ending: null,
  note: '',
};

export function draftOf(known: PriceList, shown: (wire: string) => string): ListDraft {
  const { ending } = known;
  return {
    code: known.code,
    name: known.name,
    purpose: known.purpose,
    state: known.state,
    currency: known.currency,
    taxMode: known.tax_mode,
    validFrom: known.valid_from ?? '',
    validTo: known.valid_to ?? '',
    isDefault: known.is_default,
    baseList: known.base_list ?? '',
    rules: rowsOf(known.rules),
    ending: ending && { ...ending, step: shown(ending.step), plus: shown(ending.plus) },
    note: known.note,
  };
}

/** A draft for a list like another one; rules and all, but not its name. */
export function copyOf(known: PriceList, shown: (wire: string) => string): ListDraft {
  const draft = draftOf(known, shown);
  const rules = draft.rules.map(({ when, price }) => keyed({ when, price }));
  return { ...draft, code: '', name: '', state: 'draft', isDefault: false, rules };
}

/** What may change of a list, as it travels. */
export function changesOf(draft: ListDraft, typed: (text: string) => string) {
  const { ending } = draft;
  return {
    name: draft.name.trim(),
    is_default: draft.isDefault,
    state: draft.state,
    valid_from: draft.validFrom || null,
    valid_to: draft.validTo || null,
    base_list: draft.baseList || null,
    rules: rulesOf(draft.rules),
    ending: ending && { ...ending, step: typed(ending.step), plus: typed(ending.plus || '0') },
    note: draft.note.trim(),
  };
}

/** A new list as it travels; what is left empty is the server's choice. */
export function newListOf(draft: ListDraft, typed: (text: string) => string) {
  const { name, is_default, ...rest } = changesOf(draft, typed);
  return {
    ...rest,
    code: draft.code.trim(),
    purpose: draft.purpose,
    tax_mode: draft.taxMode,
    ...(name && { name }),
    ...(is_default && { is_default }),
    ...(draft.currency.trim() && { currency: draft.currency.trim().toUpperCase() }),
  };
}
