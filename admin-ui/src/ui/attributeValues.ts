// Values of custom attributes between form and server. The server checks them; nothing is judged here.
import type { AttributeDefinition } from '../api/models';
import { parseTyped } from './decimal';

/** Custom attributes of a thing by their code, as the server sends them. */
export type AttributeValues = Record<string, unknown>;

/** Whether a field was left or made empty. */
export function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** What has to be sent: only what differs, and null for what is to be taken away. */
export function attributeChange(before: AttributeValues, after: AttributeValues): AttributeValues {
  const codes = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...codes].flatMap((code): [string, unknown][] => {
    const [was, is] = [before[code], after[code]];
    if (isEmpty(is)) return isEmpty(was) ? [] : [[code, null]];
    return same(was, is) ? [] : [[code, is]];
  });
  return Object.fromEntries(changed);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The choices of a field: those that are open, and an archived one where the thing has it. */
export function choicesOf(definition: AttributeDefinition, value: unknown) {
  const chosen = Array.isArray(value) ? value : [value];
  return definition.options.filter(({ archived, code }) => !archived || chosen.includes(code));
}

/** A decimal of the server as people of a language write it. */
export function numberToType(value: unknown, mark: '.' | ','): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value).replace('.', mark)
    : '';
}

/** What was typed as the server takes it; text that is no number goes as it is, and the server says why not. */
export function typedNumber(typed: string, mark: '.' | ','): string {
  return parseTyped(typed, mark) ?? typed;
}
