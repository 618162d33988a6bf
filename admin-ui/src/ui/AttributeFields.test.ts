import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { AttributeDefinition } from '../api/models';
import { AttributeInputs } from './AttributeFields';
import { attributeChange, numberToType, typedNumber } from './attributeValues';

function attribute(code: string, more: Partial<AttributeDefinition>): AttributeDefinition {
  return {
    id: code,
    thing: 'product',
    code,
    kind: 'text',
    label: code.toUpperCase(),
    labels: {},
    hint: '',
    help: {},
    dictionary: null,
    options: [],
    is_required: false,
    is_public: true,
    position: 1,
    limits: {},
    archived: false,
    version: 1,
    created_at: '',
    updated_at: '',
    ...more,
  };
}

const COLOURS = [
  { code: 'red', label: 'Red', archived: false },
  { code: 'mauve', label: 'Mauve', archived: true },
];

function shown(definitions: AttributeDefinition[], values = {}, errors = {}): string {
  const props = { definitions, values, errors, onChange: () => undefined };
  return renderToStaticMarkup(createElement(AttributeInputs, props));
}

describe('the fields of custom attributes', () => {
  test('every kind has its own control with its value', () => {
    const page = shown(
      [
        attribute('norm', { is_required: true, limits: { max_length: 20 } }),
        attribute('note', { kind: 'long_text' }),
        attribute('length', { kind: 'number' }),
        attribute('coated', { kind: 'flag' }),
        attribute('since', { kind: 'date', limits: { min: '2026-01-01' } }),
      ],
      { norm: 'DIN 933', note: 'Two\nlines', length: '12.5', coated: true, since: '2026-11-21' },
    );
    expect(page).toContain('NORM *');
    expect(page).toMatch(/<input type="text" required="" maxLength="20"[^>]*value="DIN 933"/);
    expect(page).toMatch(/<textarea[^>]*>\s*Two\nlines<\/textarea>/);
    expect(page).toMatch(/<input type="text" inputMode="decimal"[^>]*value="12.5"/);
    expect(page).toContain('<option value="true" selected="">');
    expect(page).toMatch(/<input type="date" min="2026-01-01"[^>]*value="2026-11-21"/);
  });

  test('an archived choice is shown only where the thing has it', () => {
    const colour = attribute('colour', { kind: 'choice', options: COLOURS });
    expect(shown([colour], { colour: 'red' })).not.toContain('value="mauve"');
    expect(shown([colour], { colour: 'mauve' })).toContain('value="mauve" selected=""');
    const colours = attribute('colours', { kind: 'choices', options: COLOURS });
    expect(shown([colours], { colours: ['red'] }).match(/checked=""/g)).toHaveLength(1);
    expect(shown([colours], { colours: ['red', 'mauve'] }).match(/checked=""/g)).toHaveLength(2);
  });

  test('a fault of the server stands beside its field', () => {
    const fields = [attribute('norm', { hint: 'As drawn.' }), attribute('length', {})];
    const page = shown(fields, {}, { 'attributes.norm': 'It is required.', name: 'Elsewhere.' });
    expect(page).toMatch(/aria-invalid="true" aria-describedby="[^"]*-norm-error"/);
    expect(page.match(/field-error/g)).toHaveLength(1);
    expect(page).toContain('It is required.');
    expect(page).not.toContain('Elsewhere.');
    expect(shown(fields)).toContain('As drawn.');
  });
});

describe('what is sent', () => {
  test('only what differs, and null for what was taken away', () => {
    const before = { norm: 'a', length: '1', colours: ['red'], kept: { old: true }, flag: true };
    const after = {
      ...before,
      norm: 'b',
      length: '',
      colours: [],
      flag: false,
      fresh: 'x',
      none: '',
    };
    expect(attributeChange(before, after)).toEqual({
      norm: 'b',
      length: null,
      colours: null,
      flag: false,
      fresh: 'x',
    });
    expect(attributeChange(before, { ...before })).toEqual({});
  });

  test('numbers are typed as people write them', () => {
    expect([numberToType('12.5', ','), numberToType(undefined, ',')]).toEqual(['12,5', '']);
    expect([typedNumber('1 012,50', ','), typedNumber('many', ',')]).toEqual(['1012.50', 'many']);
  });
});
