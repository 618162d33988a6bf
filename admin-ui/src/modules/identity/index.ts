import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'identity',
  resources: { companies: '/admin/companies', modules: '/admin/modules' },
  pages: [
    {
      path: '/companies',
      icon: 'companies',
      label: 'identity-companies-title',
      load: () => import('./CompanyList'),
    },
    {
      path: '/modules',
      icon: 'modules',
      label: 'identity-modules-title',
      load: () => import('./ModuleList'),
    },
    { path: '/modules/:id', load: () => import('./ModulePage') },
  ],
});
