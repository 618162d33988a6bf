// An attribute while its form is open, and what is sent of it.
import type { AttributeDefinition, AttributeKind } from '../../api/models';
import { typedNumber } from '../../ui/attributeValues';
import { type ByLanguage, withoutEmpty } from '../../ui/LanguageFields';
import { isChoice, type Thing } from './things';

export interface Draft {
  thing: Thing;
  code: string;
  kind: AttributeKind;
  dictionary: string;
  labels: ByLanguage;
  help: ByLanguage;
  is_required: boolean;
  is_public: boolean;
  min: string;
  max: string;
  max_length: string;
}

export function newDraft(thing: Thing): Draft {
  return {
    thing,
    code: '',
    kind: 'text',
    dictionary: '',
    labels: {},
    help: {},
    is_required: false,
    is_public: false,
    min: '',
    max: '',
    max_length: '',
  };
}

export function draftOf(attribute: AttributeDefinition): Draft {
  const { limits } = attribute;
  return {
    ...attribute,
    dictionary: attribute.dictionary ?? '',
    min: limits.min ?? '',
    max: limits.max ?? '',
    max_length: limits.max_length ? String(limits.max_length) : '',
  };
}

/** What may be sent of any attribute. */
export function changeOf(draft: Draft, mark: '.' | ',') {
  return {
    labels: withoutEmpty(draft.labels),
    help: withoutEmpty(draft.help),
    is_required: draft.is_required,
    is_public: draft.is_public,
    limits: limitsOf(draft, mark),
  };
}

/** What is said once, when an attribute is made. */
export function creationOf(draft: Draft, mark: '.' | ',') {
  const { thing, code, kind, dictionary } = draft;
  const chosenFrom = isChoice(kind) && dictionary ? { dictionary } : {};
  return { thing, code: code.trim(), kind, ...chosenFrom, ...changeOf(draft, mark) };
}

/** Only the limits that the kind has; what was typed for another kind is forgotten. */
function limitsOf(draft: Draft, mark: '.' | ',') {
  const bound = (typed: string) => {
    if (!typed.trim()) return undefined;
    return draft.kind === 'number' ? typedNumber(typed, mark) : typed.trim();
  };
  if (draft.kind === 'number' || draft.kind === 'date') {
    return { min: bound(draft.min), max: bound(draft.max) };
  }
  const length = Number(draft.max_length);
  const isText = draft.kind === 'text' || draft.kind === 'long_text';
  return isText && draft.max_length.trim() ? { max_length: length } : {};
}
