import { useQueryClient } from '@tanstack/react-query';
import { useDelete, useNotify } from 'ra-core';
import { useState } from 'react';
import type { Synonym } from '../../api/models';
import { LANGUAGES } from '../../app/i18n';
import { type Column, DataTable } from '../../ui/DataTable';
import { EmptyState, Page } from '../../ui/Page';
import { useShowFailure } from '../../ui/toast';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { SynonymDialog } from './SynonymDialog';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

/** Words that mean the same in searches; a window makes and changes an entry. */
export default function SynonymList() {
  const t = useT();
  const [open, setOpen] = useState<Synonym | 'new' | null>(null);
  const list = useListPage<Synonym>({
    resource: 'synonyms',
    filters: NO_FILTERS,
    sort: SERVER_ORDER,
    paged: false,
  });
  const create = (
    <button type="button" className="button primary" onClick={() => setOpen('new')}>
      {t('catalog-synonym-add')}
    </button>
  );
  return (
    <Page title={t('catalog-synonyms')} actions={create}>
      <DataTable
        list={list}
        columns={useColumns(setOpen)}
        caption={t('catalog-synonyms')}
        chooser={false}
        filters={<p className="muted">{t('catalog-synonyms-text')}</p>}
        empty={
          <EmptyState
            title={t('catalog-synonyms-empty-title')}
            text={t('catalog-synonyms-text')}
            action={create}
          />
        }
      />
      {open && (
        <SynonymDialog known={open === 'new' ? undefined : open} onClose={() => setOpen(null)} />
      )}
    </Page>
  );
}

function useColumns(onOpen: (synonym: Synonym) => void): Column<Synonym>[] {
  const t = useT();
  const nameOf = (tag: string) => LANGUAGES.find(({ locale }) => locale === tag)?.name ?? tag;
  return [
    {
      id: 'phrase',
      label: t('catalog-synonym-phrase'),
      fixed: true,
      grow: true,
      render: (synonym) => <span className="row-name">{synonym.phrase}</span>,
    },
    {
      id: 'means',
      label: t('catalog-synonym-means'),
      render: ({ means }) => means.join(' · '),
    },
    {
      id: 'direction',
      label: t('catalog-synonym-direction'),
      from: 'desktop',
      render: ({ both_ways }) =>
        t(both_ways ? 'catalog-synonym-both-ways' : 'catalog-synonym-one-way'),
    },
    {
      id: 'language',
      label: t('catalog-synonym-language'),
      from: 'tablet',
      render: ({ language }) => nameOf(language),
    },
    {
      id: 'actions',
      label: t('catalog-column-actions'),
      fixed: true,
      align: 'end',
      render: (synonym) => <RowActions synonym={synonym} onOpen={onOpen} />,
    },
  ];
}

function RowActions(props: { synonym: Synonym; onOpen: (synonym: Synonym) => void }) {
  const { synonym, onOpen } = props;
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const showFailure = useShowFailure();
  const [remove, { isPending }] = useDelete<Synonym>();
  const drop = async () => {
    try {
      await remove(
        'synonyms',
        { id: synonym.id, previousData: synonym },
        { mutationMode: 'pessimistic', returnPromise: true },
      );
      await queryClient.invalidateQueries({ queryKey: ['synonyms'] });
      notify('catalog-synonym-removed');
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <span className="row-actions">
      <button type="button" className="button small" onClick={() => onOpen(synonym)}>
        {t('catalog-synonym-edit')}
      </button>
      <button type="button" className="button small" disabled={isPending} onClick={drop}>
        {t('catalog-synonym-remove')}
      </button>
    </span>
  );
}
