import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'import',
  resources: { imports: '/admin/imports', 'import-mappings': '/admin/import-mappings' },
  pages: [
    {
      path: '/imports',
      icon: 'imports',
      load: () => import('./ImportList'),
    },
    { path: '/imports/:id', load: () => import('./ImportPage') },
  ],
});
