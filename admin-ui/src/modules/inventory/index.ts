import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'inventory',
  resources: {
    stock: '/admin/stock',
    warehouses: '/admin/warehouses',
    holds: '/admin/stock/holds',
    expected: '/admin/stock/expected',
    movements: '/admin/stock/movements',
    'stock-products': '/admin/stock/products',
    'stock-rules': '/admin/stock/rules',
  },
  pages: [
    { path: '/stock', icon: 'stock', load: () => import('./StockList') },
    { path: '/stock/products/:sku', load: () => import('./ProductStock') },
    { path: '/stock/movements', load: () => import('./MovementList') },
    { path: '/stock/holds', icon: 'check', load: () => import('./HoldList') },
    { path: '/stock/expected', icon: 'download', load: () => import('./ExpectedList') },
    { path: '/warehouses', icon: 'stock', load: () => import('./WarehouseList') },
  ],
});
