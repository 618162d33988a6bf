import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'catalog',
  resources: {
    products: '/admin/products',
    categories: '/admin/categories',
    units: '/admin/units',
    'price-lists': '/admin/price-lists',
    synonyms: '/admin/synonyms',
    prices: '/admin/price-lists/:list/prices',
  },
  pages: [
    { path: '/products', icon: 'products', load: () => import('./ProductList') },
    { path: '/products/:id', load: () => import('./ProductPage') },
    { path: '/categories', icon: 'categories', load: () => import('./CategoryList') },
    { path: '/synonyms', icon: 'search', load: () => import('./SynonymList') },
    { path: '/taxes', icon: 'prices', load: () => import('./taxes/TaxPage') },
    { path: '/units', icon: 'units', load: () => import('./UnitList') },
    { path: '/price-lists', icon: 'prices', load: () => import('./PriceLists') },
    { path: '/price-lists/:id', load: () => import('./PriceListPage') },
  ],
});
