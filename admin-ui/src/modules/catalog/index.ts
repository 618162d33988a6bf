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
    quantities: '/admin/price-lists/:list/quantities',
  },
  pages: [
    { path: '/products', icon: 'products', load: () => import('./ProductList') },
    { path: '/products/:id', load: () => import('./ProductPage') },
    { path: '/categories', icon: 'categories', load: () => import('./CategoryList') },
    { path: '/synonyms', icon: 'search', load: () => import('./SynonymList') },
    { path: '/taxes', icon: 'prices', load: () => import('./taxes/TaxPage') },
    { path: '/units', icon: 'units', load: () => import('./UnitList') },
    { path: '/price-lists', icon: 'prices', load: () => import('./prices/PriceLists') },
    { path: '/price-lists/new', load: () => import('./prices/PriceListForm') },
    { path: '/price-lists/of/:subject/:id', load: () => import('./prices/SubjectLists') },
    { path: '/price-lists/:id', load: () => import('./prices/PriceListPage') },
    { path: '/price-lists/:id/edit', load: () => import('./prices/PriceListForm') },
    { path: '/price-lists/:id/what-if', load: () => import('./prices/WhatIfPage') },
    { path: '/prices/why', icon: 'search', load: () => import('./prices/WhyPage') },
  ],
});
