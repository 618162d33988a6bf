import { describe, expect, test } from 'vitest';
import type { Territory } from '../../../api/models';
import { isWithin, pathOf } from './paths';

function territory(id: string, ...path: string[]): Territory {
  const above = path.map((code) => ({ code, name: code.toLowerCase() }));
  return { id, code: id, name: id.toLowerCase(), path: above } as Territory;
}

describe('the tree of territories', () => {
  const north = territory('NORTH');
  const port = territory('PORT', 'NORTH', 'COAST');

  test('a territory is named with those above it', () => {
    expect(pathOf(port)).toBe('north › coast › port');
  });

  test('a territory cannot move below itself or what stands below it', () => {
    expect([isWithin(port, north), isWithin(north, north), isWithin(north, port)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
