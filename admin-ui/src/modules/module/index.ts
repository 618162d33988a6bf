import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'module',
  resources: { modules: '/admin/modules' },
  pages: [
    { path: '/modules', icon: 'modules', load: () => import('./ModuleList') },
    { path: '/modules/:id', load: () => import('./ModulePage') },
  ],
});
