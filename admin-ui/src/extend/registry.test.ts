import { describe, expect, test } from 'vitest';
import { localPath, navigationItems, reachablePages } from './registry';

function entry(zone: string, path: string) {
  return { module: 'any', zone, label_key: 'any', path, permission: 'any' };
}

describe('navigation', () => {
  const granted = [
    entry('settings', '/modules'),
    entry('people', '/companies'),
    entry('later', '/stock'),
    entry('catalogue', '/products'),
    entry('sell', '/orders'),
    entry('sell', '/freight/minimums'),
    entry('sell', '/not-in-this-build'),
  ];

  test('zones stand in the order of daily work, pages in the order of the server', () => {
    expect(navigationItems(granted).map((item) => item.path)).toEqual([
      '/orders',
      '/freight/minimums',
      '/products',
      '/companies',
      '/modules',
      '/stock',
    ]);
  });

  test('a page below a granted one can be opened, any other cannot', () => {
    const pages = reachablePages([entry('catalogue', '/price-lists')]).map((page) => page.path);
    expect(pages).toEqual([
      '/price-lists',
      '/price-lists/new',
      '/price-lists/of/:subject/:id',
      '/price-lists/:id',
      '/price-lists/:id/edit',
      '/price-lists/:id/what-if',
    ]);
  });

  test('the server may name a path with its prefix', () => {
    expect([localPath('/admin/orders'), localPath('orders')]).toEqual(['/orders', '/orders']);
  });
});
