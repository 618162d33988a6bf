import { useState } from 'react';
import { Link } from 'react-router';
import type { Person } from '../../../api/models';
import { useCan } from '../../../api/session';
import { type Column, DataTable } from '../../../ui/DataTable';
import { SearchBox, Segments } from '../../../ui/filters';
import { useFormat } from '../../../ui/format';
import { EmptyState, Page } from '../../../ui/Page';
import { RecordTag } from '../../../ui/RecordTag';
import { type ListPage, useListPage } from '../../../ui/useListPage';
import { useT } from '../../../ui/useT';
import { Chip, Nothing, When } from '../../../ui/values';
import { Invitations } from './Invitations';
import { InviteDialog } from './InviteDialog';
import { MANAGE_PEOPLE } from './permissions';

const FILTERS = ['q', 'audience', 'state', 'role_id', 'company_id'];

export default function PeopleList() {
  const t = useT();
  const format = useFormat();
  const mayManage = useCan(MANAGE_PEOPLE);
  const [inviting, setInviting] = useState(false);
  const list = useListPage<Person>({
    resource: 'people',
    filters: FILTERS,
    sort: { field: '', order: 'ASC' },
  });
  const invite = mayManage && (
    <button type="button" className="button primary" onClick={() => setInviting(true)}>
      {t('identity-invite')}
    </button>
  );
  return (
    <Page
      title={t('identity-people')}
      aside={list.total !== undefined && format.number(list.total)}
      actions={
        <>
          <Link className="button" to="/people/acting">
            {t('identity-acting')}
          </Link>
          {invite}
        </>
      }
    >
      <Invitations />
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('identity-people')}
        rowHref={(person) => `/people/${person.user_id}`}
        filters={<Filters list={list} />}
        chooser={false}
        empty={
          <EmptyState
            title={t('identity-people-none')}
            text={t('identity-people-none-text')}
            action={invite}
          />
        }
      />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

function Filters({ list }: { list: ListPage<Person> }) {
  const t = useT();
  const { filters, setFilter } = list;
  const choices = (name: string, values: string[]) =>
    values.map((value) => ({ value, label: t(`identity-${name}-${value || 'all'}`) }));
  return (
    <>
      <SearchBox
        label={t('identity-people-search')}
        value={filters.q ?? ''}
        onChange={(value) => setFilter('q', value)}
      />
      <Segments
        label={t('identity-audience')}
        value={filters.audience ?? ''}
        choices={choices('audience', ['', 'staff', 'buyer'])}
        onChange={(value) => setFilter('audience', value)}
      />
      <Segments
        label={t('identity-column-state')}
        value={filters.state ?? ''}
        choices={[
          { value: '', label: t('identity-state-active') },
          { value: 'ended', label: t('identity-state-ended') },
        ]}
        onChange={(value) => setFilter('state', value)}
      />
      {filters.role_id && (
        <RecordTag
          resource="roles"
          id={filters.role_id}
          label={t('identity-role')}
          onRemove={() => setFilter('role_id', '')}
        />
      )}
      {filters.company_id && (
        <RecordTag
          resource="companies"
          id={filters.company_id}
          label={t('identity-company')}
          onRemove={() => setFilter('company_id', '')}
        />
      )}
    </>
  );
}

function useColumns(): Column<Person>[] {
  const t = useT();
  return [
    {
      id: 'name',
      label: t('identity-column-name'),
      fixed: true,
      render: (person) => (
        <>
          <Link className="row-link" to={`/people/${person.user_id}`}>
            {person.name}
          </Link>
          <span className="phone-line">{person.email}</span>
        </>
      ),
    },
    {
      id: 'email',
      label: t('identity-column-email'),
      from: 'tablet',
      render: (person) => person.email,
    },
    {
      id: 'memberships',
      label: t('identity-column-memberships'),
      grow: true,
      render: (person) => <MembershipWords person={person} />,
    },
    {
      id: 'seen',
      label: t('identity-column-last-seen'),
      from: 'desktop',
      render: (person) => (person.last_seen_at ? <When at={person.last_seen_at} /> : <Nothing />),
    },
  ];
}

function MembershipWords({ person }: { person: Person }) {
  const t = useT();
  const live = person.memberships.filter((membership) => !membership.ended_at);
  if (person.is_disabled) return <Chip tone="bad">{t('identity-person-disabled')}</Chip>;
  if (live.length === 0) return <Chip tone="neutral">{t('identity-state-ended')}</Chip>;
  return live
    .map(({ role, company }) => (company ? `${role.name} · ${company.name}` : role.name))
    .join(', ');
}
