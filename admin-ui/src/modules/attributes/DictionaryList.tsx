import { Link } from 'react-router';
import type { DictionarySummary } from '../../api/models';
import { useCan } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Chip, Code, When } from '../../ui/values';
import { MAY_WRITE_SCHEMAS } from './things';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

/** Every dictionary; its entries are a page of their own. */
export default function DictionaryList() {
  const t = useT();
  const mayWrite = useCan(MAY_WRITE_SCHEMAS);
  const list = useListPage<DictionarySummary>({
    resource: 'dictionaries',
    filters: NO_FILTERS,
    sort: SERVER_ORDER,
    paged: false,
  });
  const create = mayWrite && (
    <Link className="button primary" to="/dictionaries/new">
      {t('attributes-add-dictionary')}
    </Link>
  );
  return (
    <Page title={t('attributes-dictionaries')} actions={create}>
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('attributes-dictionaries')}
        chooser={false}
        rowHref={(dictionary) => `/dictionaries/${dictionary.id}`}
        filters={<p className="muted">{t('attributes-dictionaries-text')}</p>}
        empty={
          <EmptyState
            title={t('attributes-dictionaries-empty-title')}
            text={t('attributes-dictionaries-text')}
            action={create}
          />
        }
      />
    </Page>
  );
}

function useColumns(): Column<DictionarySummary>[] {
  const t = useT();
  const format = useFormat();
  return [
    {
      id: 'title',
      label: t('attributes-column-name'),
      fixed: true,
      grow: true,
      render: (dictionary) => (
        <Link className="row-link" to={`/dictionaries/${dictionary.id}`}>
          {dictionary.title}
        </Link>
      ),
    },
    {
      id: 'code',
      label: t('attributes-column-code'),
      from: 'tablet',
      render: (dictionary) => <Code>{dictionary.code}</Code>,
    },
    {
      id: 'entries',
      label: t('attributes-column-entries'),
      align: 'end',
      render: (dictionary) => format.number(dictionary.entries),
    },
    {
      id: 'state',
      label: t('attributes-column-state'),
      from: 'tablet',
      render: (dictionary) =>
        dictionary.archived ? (
          <Chip tone="neutral">{t('attributes-archived')}</Chip>
        ) : (
          <Chip tone="good">{t('attributes-in-use')}</Chip>
        ),
    },
    {
      id: 'updated',
      label: t('attributes-column-changed'),
      from: 'desktop',
      render: (dictionary) => <When at={dictionary.updated_at} />,
    },
  ];
}
