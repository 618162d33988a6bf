import { defineModule } from '../../extend/defineModule';

export default defineModule({
  id: 'identity',
  resources: {
    companies: '/admin/companies',
    people: '/admin/people',
    invitations: '/admin/invitations',
    roles: '/admin/roles',
    permissions: '/admin/permissions',
    registrations: '/admin/registrations',
    territories: '/admin/territories',
    'legal-entities': '/admin/legal-entities',
    channels: '/admin/channels',
    'sign-in-providers': '/admin/sign-in-providers',
  },
  pages: [
    { path: '/companies', icon: 'companies', load: () => import('./companies/CompanyList') },
    { path: '/companies/new', load: () => import('./companies/CompanyForm') },
    { path: '/companies/:id', load: () => import('./companies/CompanyPage') },
    { path: '/companies/:id/edit', load: () => import('./companies/CompanyForm') },
    {
      path: '/territories',
      icon: 'territories',
      load: () => import('./territories/TerritoryPage'),
    },
    { path: '/people', icon: 'person', load: () => import('./people/PeopleList') },
    { path: '/people/:id', load: () => import('./people/PersonPage') },
    { path: '/roles', icon: 'roles', load: () => import('./roles/RoleMatrix') },
    { path: '/roles/new', load: () => import('./roles/RolePage') },
    { path: '/roles/:id', load: () => import('./roles/RolePage') },
    {
      path: '/registrations',
      icon: 'registrations',
      load: () => import('./registrations/RegistrationList'),
    },
    { path: '/registrations/form', load: () => import('./registrations/FormDesigner') },
    { path: '/registrations/:id', load: () => import('./registrations/RegistrationPage') },
    { path: '/channels', icon: 'channels', load: () => import('./channels/ChannelList') },
    { path: '/channels/new', load: () => import('./channels/ChannelForm') },
    { path: '/channels/:id', load: () => import('./channels/ChannelForm') },
    {
      path: '/channels/legal-entities/new',
      load: () => import('./channels/LegalEntityForm'),
    },
    {
      path: '/channels/legal-entities/:id',
      load: () => import('./channels/LegalEntityForm'),
    },
    {
      path: '/sign-in-providers',
      icon: 'providers',
      load: () => import('./providers/ProviderList'),
    },
    { path: '/sign-in-providers/new', load: () => import('./providers/ProviderPage') },
    { path: '/sign-in-providers/:id', load: () => import('./providers/ProviderPage') },
  ],
});
