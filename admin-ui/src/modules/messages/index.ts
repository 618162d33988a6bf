import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'messages',
  resources: { messages: '/admin/messages' },
  pages: [
    { path: '/messages', icon: 'messages', load: () => import('./MessageList') },
    { path: '/messages/:id', load: () => import('./MessagePage') },
  ],
});
