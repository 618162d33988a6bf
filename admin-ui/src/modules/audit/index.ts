import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'audit',
  resources: { audit: '/admin/audit' },
  pages: [
    { path: '/audit', icon: 'audit', load: () => import('./AuditList') },
    { path: '/audit/:id', load: () => import('./AuditPage') },
  ],
});
