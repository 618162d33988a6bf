// The entries of a dictionary while its form is open.
import type { DictionaryEntry } from '../../api/models';
import { type ByLanguage, withoutEmpty } from '../../ui/LanguageFields';

export interface EntryDraft {
  /** Stays with the row while it moves and its code is typed. */
  key: string;
  code: string;
  name: ByLanguage;
  archived: boolean;
  /** Not saved yet, so that its code may change and it may go. */
  isNew: boolean;
}

let nextKey = 1;

export function newEntry(): EntryDraft {
  return { key: `new-${nextKey++}`, code: '', name: {}, archived: false, isNew: true };
}

export function draftsOf(entries: DictionaryEntry[]): EntryDraft[] {
  return entries.map(({ code, name, archived }) => ({
    key: code,
    code,
    name,
    archived,
    isNew: false,
  }));
}

/** The same entries with one of them a place further up or down. */
export function moved(entries: EntryDraft[], index: number, steps: -1 | 1): EntryDraft[] {
  const target = index + steps;
  const [entry, other] = [entries[index], entries[target]];
  if (!entry || !other) return entries;
  const next = [...entries];
  next[index] = other;
  next[target] = entry;
  return next;
}

export function entriesToSend(entries: EntryDraft[]) {
  return entries.map(({ code, name, archived }) => ({
    code: code.trim(),
    name: withoutEmpty(name),
    archived,
  }));
}
