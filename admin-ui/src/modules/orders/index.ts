import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'orders',
  resources: { orders: '/admin/orders' },
  pages: [
    {
      path: '/orders',
      icon: 'orders',
      load: () => import('./OrderList'),
    },
    { path: '/orders/:id', load: () => import('./OrderPage') },
  ],
});
