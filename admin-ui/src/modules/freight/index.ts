import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'freight',
  resources: { 'freight-minimums': '/admin/freight/minimums' },
  pages: [
    {
      path: '/freight/minimums',
      icon: 'freight',
      load: () => import('./MinimumList'),
    },
    { path: '/freight/minimums/new', load: () => import('./MinimumCreate') },
  ],
});
