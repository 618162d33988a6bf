import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'catalog',
  resources: { products: '/admin/products' },
  pages: [
    {
      path: '/products',
      icon: 'products',
      label: 'catalog-list-title',
      load: () => import('./ProductList'),
    },
  ],
});
