import { useQueryClient } from '@tanstack/react-query';
import { useNotify, useUpdate } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CustomerGroup } from '../../../api/models';
import { useCan } from '../../../api/session';
import { type Column, DataTable } from '../../../ui/DataTable';
import { SearchBox, Segments } from '../../../ui/filters';
import { useFormat } from '../../../ui/format';
import { EmptyState, Page } from '../../../ui/Page';
import { useShowFailure } from '../../../ui/toast';
import { useListPage } from '../../../ui/useListPage';
import { useT } from '../../../ui/useT';
import { Chip, Code } from '../../../ui/values';
import { GroupDialog } from './GroupDialog';

const FILTERS = ['q', 'archived'];
const BY_NAME = { field: 'name', order: 'ASC' } as const;

/** The groups of customers; a window forms and renames one. */
export default function GroupList() {
  const t = useT();
  const format = useFormat();
  const mayWrite = useCan('identity.customer_groups.write');
  const [open, setOpen] = useState<CustomerGroup | 'new' | null>(null);
  const list = useListPage<CustomerGroup>({
    resource: 'customer-groups',
    filters: FILTERS,
    sort: BY_NAME,
  });
  const create = mayWrite && (
    <button type="button" className="button primary" onClick={() => setOpen('new')}>
      {t('identity-group-add')}
    </button>
  );
  return (
    <Page
      title={t('identity-customer-groups')}
      aside={list.total !== undefined && format.number(list.total)}
      actions={create}
    >
      <DataTable
        list={list}
        columns={useColumns(mayWrite ? setOpen : undefined)}
        caption={t('identity-customer-groups')}
        chooser={false}
        filters={
          <>
            <SearchBox
              label={t('identity-groups-search')}
              value={list.filters.q ?? ''}
              onChange={(value) => list.setFilter('q', value)}
            />
            <Segments
              label={t('identity-column-state')}
              value={list.filters.archived ?? ''}
              choices={[
                { value: '', label: t('identity-state-all') },
                { value: 'false', label: t('identity-company-active') },
                { value: 'true', label: t('identity-company-archived') },
              ]}
              onChange={(value) => list.setFilter('archived', value)}
            />
          </>
        }
        empty={
          <EmptyState
            title={t('identity-groups-empty-title')}
            text={t('identity-groups-empty-text')}
            action={create}
          />
        }
      />
      {open && (
        <GroupDialog known={open === 'new' ? undefined : open} onClose={() => setOpen(null)} />
      )}
    </Page>
  );
}

function useColumns(onOpen?: (group: CustomerGroup) => void): Column<CustomerGroup>[] {
  const t = useT();
  const maySeePrices = useCan('catalog.prices.read');
  const columns: Column<CustomerGroup>[] = [
    {
      id: 'name',
      label: t('identity-column-name'),
      sort: 'name',
      fixed: true,
      grow: true,
      render: (group) => <span className="row-name">{group.name}</span>,
    },
    {
      id: 'code',
      label: t('identity-column-code'),
      sort: 'code',
      render: (group) => <Code>{group.code}</Code>,
    },
    {
      id: 'state',
      label: t('identity-column-state'),
      from: 'tablet',
      render: (group) =>
        group.archived ? (
          <Chip tone="neutral">{t('identity-company-archived')}</Chip>
        ) : (
          <Chip tone="good">{t('identity-company-active')}</Chip>
        ),
    },
  ];
  const actions: Column<CustomerGroup> = {
    id: 'actions',
    label: t('identity-actions'),
    fixed: true,
    align: 'end',
    render: (group) => <RowActions group={group} onOpen={onOpen} />,
  };
  return onOpen || maySeePrices ? [...columns, actions] : columns;
}

function RowActions(props: { group: CustomerGroup; onOpen?: (group: CustomerGroup) => void }) {
  const { group, onOpen } = props;
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const showFailure = useShowFailure();
  const maySeePrices = useCan('catalog.prices.read');
  const [update] = useUpdate<CustomerGroup>();
  const toggle = async () => {
    const data = { archived: !group.archived };
    try {
      await update(
        'customer-groups',
        { id: group.id, data, previousData: group },
        { mutationMode: 'pessimistic', returnPromise: true },
      );
      await queryClient.invalidateQueries({ queryKey: ['customer-groups'] });
      notify(group.archived ? 'identity-group-restored' : 'identity-group-archived');
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <span className="row-actions">
      {maySeePrices && (
        <Link className="button small" to={`/price-lists/of/group/${group.id}`}>
          {t('identity-show-price-lists')}
        </Link>
      )}
      {onOpen && (
        <>
          <button type="button" className="button small" onClick={() => onOpen(group)}>
            {t('identity-group-rename')}
          </button>
          <button type="button" className="button small" onClick={toggle}>
            {t(group.archived ? 'identity-group-restore' : 'identity-group-archive')}
          </button>
        </>
      )}
    </span>
  );
}
