// An assortment as its form holds it: codes of products as lines of text, everything else as lists.
import type { AssortmentDetail, Viewers } from './wire';

export interface Draft {
  code: string;
  name: string;
  categories: string[];
  withoutCategories: string[];
  /** One code a line. */
  skus: string;
  withoutSkus: string;
  viewers: Viewers;
}

export const NOBODY: Viewers = {
  channel_ids: [],
  company_ids: [],
  group_ids: [],
  territory_ids: [],
  guests: false,
};

export const EMPTY: Draft = {
  code: '',
  name: '',
  categories: [],
  withoutCategories: [],
  skus: '',
  withoutSkus: '',
  viewers: NOBODY,
};

export function draftOf(known: AssortmentDetail): Draft {
  return {
    code: known.assortment.code,
    name: known.assortment.name,
    categories: known.categories,
    withoutCategories: known.without_categories,
    skus: known.skus.join('\n'),
    withoutSkus: known.without_skus.join('\n'),
    viewers: known.viewers,
  };
}

/** The codes of lines, each once whatever its case; a column copied from a spreadsheet is as good. */
export function codesOf(lines: string): string[] {
  const codes = new Map<string, string>();
  for (const line of lines.split(/[\n\r\t]+/)) {
    const code = line.trim();
    const key = code.toUpperCase();
    if (code && !codes.has(key)) codes.set(key, code);
  }
  return [...codes.values()];
}

/** The lines with one code more at their end, unless it stands there. */
export function withCode(lines: string, code: string): string {
  return codesOf(`${lines}\n${code}`).join('\n');
}

/** What is sent; lists go whole. */
export function bodyOf(draft: Draft) {
  return {
    code: draft.code.trim(),
    name: draft.name.trim(),
    categories: draft.categories,
    without_categories: draft.withoutCategories,
    skus: codesOf(draft.skus),
    without_skus: codesOf(draft.withoutSkus),
    viewers: draft.viewers,
  };
}

/** What is wrong with a list or with some of its lines, in one text. */
export function errorsOf(errors: Record<string, string>, name: string): string | undefined {
  const found = Object.entries(errors).filter(
    ([path]) => path === name || path.startsWith(`${name}.`),
  );
  const sentences = [...new Set(found.map(([, sentence]) => sentence))];
  const shown = sentences.slice(0, 5).join(' ');
  return sentences.length > 5 ? `${shown} …` : shown || undefined;
}
