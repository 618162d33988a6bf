import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'attributes',
  resources: { attributes: '/admin/attributes', dictionaries: '/admin/dictionaries' },
  pages: [
    { path: '/attributes', icon: 'attributes', load: () => import('./AttributeList') },
    { path: '/attributes/new', load: () => import('./AttributePage') },
    { path: '/attributes/:id', load: () => import('./AttributePage') },
    { path: '/dictionaries', icon: 'dictionaries', load: () => import('./DictionaryList') },
    { path: '/dictionaries/new', load: () => import('./DictionaryPage') },
    { path: '/dictionaries/:id', load: () => import('./DictionaryPage') },
  ],
});
