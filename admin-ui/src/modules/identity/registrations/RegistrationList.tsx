import { Link } from 'react-router';
import type { Registration } from '../../../api/models';
import { useCan } from '../../../api/session';
import { type Column, DataTable } from '../../../ui/DataTable';
import { Segments } from '../../../ui/filters';
import { useFormat } from '../../../ui/format';
import { EmptyState, Page } from '../../../ui/Page';
import { useListPage } from '../../../ui/useListPage';
import { useT } from '../../../ui/useT';
import { When } from '../../../ui/values';
import { REGISTRATION_STATES, RegistrationState } from './state';

export default function RegistrationList() {
  const t = useT();
  const format = useFormat();
  const mayDesign = useCan('identity.registrations.design');
  const list = useListPage<Registration>({
    resource: 'registrations',
    filters: ['state'],
    sort: { field: '', order: 'ASC' },
  });
  const states = REGISTRATION_STATES.map((state) => ({
    value: state,
    label: t(`identity-registration-${state.replace('_', '-')}`),
  }));
  return (
    <Page
      title={t('identity-registrations')}
      aside={list.total !== undefined && format.number(list.total)}
      actions={
        mayDesign && (
          <Link className="button" to="/registrations/form">
            {t('identity-form-design')}
          </Link>
        )
      }
    >
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('identity-registrations')}
        rowHref={(row) => `/registrations/${row.id}`}
        chooser={false}
        filters={
          <Segments
            label={t('identity-column-state')}
            value={list.filters.state ?? ''}
            choices={[{ value: '', label: t('identity-state-all') }, ...states]}
            onChange={(value) => list.setFilter('state', value)}
          />
        }
        empty={
          <EmptyState
            title={t('identity-registrations-none')}
            text={t('identity-registrations-none-text')}
            action={
              mayDesign ? (
                <Link className="button primary" to="/registrations/form">
                  {t('identity-registrations-open')}
                </Link>
              ) : (
                <a className="button" href="/register">
                  {t('identity-form-look')}
                </a>
              )
            }
          />
        }
      />
    </Page>
  );
}

function useColumns(): Column<Registration>[] {
  const t = useT();
  return [
    {
      id: 'company',
      label: t('identity-company'),
      grow: true,
      fixed: true,
      render: (row) => (
        <>
          <Link className="row-link" to={`/registrations/${row.id}`}>
            {row.company.name || row.name}
          </Link>
          <span className="phone-line">{row.email}</span>
        </>
      ),
    },
    { id: 'name', label: t('identity-person'), from: 'tablet', render: (row) => row.name },
    { id: 'email', label: t('identity-column-email'), from: 'desktop', render: (row) => row.email },
    {
      id: 'state',
      label: t('identity-column-state'),
      render: (row) => <RegistrationState state={row.state} />,
    },
    {
      id: 'created',
      label: t('identity-registered-at'),
      from: 'tablet',
      render: (row) => <When at={row.created_at} />,
    },
  ];
}
