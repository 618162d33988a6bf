import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'inventory',
  resources: { stock: '/admin/stock', warehouses: '/admin/warehouses' },
  pages: [
    {
      path: '/stock',
      icon: 'stock',
      load: () => import('./StockList'),
    },
  ],
});
