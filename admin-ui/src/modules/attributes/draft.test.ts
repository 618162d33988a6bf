import { describe, expect, test } from 'vitest';
import { creationOf, newDraft } from './draft';
import { entriesToSend, moved, newEntry } from './entries';

describe('an attribute', () => {
  test('is sent with the limits and the dictionary of its kind only', () => {
    const draft = {
      ...newDraft('product'),
      code: ' length ',
      labels: { en: 'Length', pl: ' ' },
      dictionary: 'colours',
      min: '0,5',
      max: '1 000',
      max_length: '20',
    };
    const sent = (kind: typeof draft.kind) => creationOf({ ...draft, kind }, ',');
    expect(sent('number')).toMatchObject({
      code: 'length',
      labels: { en: 'Length' },
      limits: { min: '0.5', max: '1000' },
    });
    expect(sent('text').limits).toEqual({ max_length: 20 });
    expect(sent('flag').limits).toEqual({});
    expect(sent('number')).not.toHaveProperty('dictionary');
    expect(sent('choice')).toMatchObject({ dictionary: 'colours', limits: {} });
  });
});

describe('the entries of a dictionary', () => {
  const [one, two, three] = ['a', 'b', 'c'].map((code) => ({ ...newEntry(), code }));

  test('are moved one place at a time and never out of the list', () => {
    const all = [one, two, three] as NonNullable<typeof one>[];
    const codes = (index: number, steps: -1 | 1) =>
      moved(all, index, steps)
        .map(({ code }) => code)
        .join('');
    expect([codes(1, -1), codes(1, 1), codes(0, -1), codes(2, 1)]).toEqual([
      'bac',
      'acb',
      'abc',
      'abc',
    ]);
  });

  test('are sent without what the form keeps for itself', () => {
    const entry = { ...newEntry(), code: ' red ', name: { en: 'Red', pl: '' } };
    expect(entriesToSend([entry])).toEqual([{ code: 'red', name: { en: 'Red' }, archived: false }]);
  });
});
