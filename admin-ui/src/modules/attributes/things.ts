// What may have custom attributes, and what kinds of values there are.
import type { AttributeKind, AttributeThing } from '../../api/models';

export type Thing = AttributeThing;

export const MAY_WRITE_SCHEMAS = 'attributes.schemas.write';

export const THINGS: Thing[] = ['company', 'person', 'product'];

export const KINDS: AttributeKind[] = [
  'text',
  'long_text',
  'number',
  'flag',
  'date',
  'choice',
  'choices',
];

/** The thing that an address names; companies where it names none. */
export function thingOf(text: string | null | undefined): Thing {
  return THINGS.find((thing) => thing === text) ?? 'company';
}

export function isChoice(kind: AttributeKind): boolean {
  return kind === 'choice' || kind === 'choices';
}
