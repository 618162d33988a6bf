import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'identity',
  resources: { companies: '/admin/companies' },
  pages: [{ path: '/companies', icon: 'companies', load: () => import('./CompanyList') }],
});
