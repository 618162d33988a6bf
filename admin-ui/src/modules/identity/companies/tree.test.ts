import { describe, expect, test } from 'vitest';
import { openBelow } from './tree';

describe('companies below one', () => {
  const node = (id: string, parent_id: string | null, archived = false) => ({
    id,
    parent_id,
    archived,
  });
  const nodes = [
    node('top', null),
    node('east', 'top'),
    node('shop', 'east'),
    node('closed', 'east', true),
    node('west', 'top'),
  ];

  test('those at any depth count, archived ones and neighbours do not', () => {
    expect(openBelow(nodes, 'top')).toBe(3);
    expect(openBelow(nodes, 'east')).toBe(1);
    expect(openBelow(nodes, 'shop')).toBe(0);
  });
});
