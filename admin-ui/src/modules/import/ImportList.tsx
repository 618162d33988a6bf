import { Link } from 'react-router';
import type { ImportView } from '../../api/models';
import { useCan } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { When } from '../../ui/values';
import { ImportForm } from './ImportForm';
import { MappingList } from './MappingList';
import { MAY_START_IMPORTS } from './permissions';
import { ImportState, isRunning } from './state';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;
const POLL_MS = 2_000;

export default function ImportList() {
  const t = useT();
  const mayStart = useCan(MAY_START_IMPORTS);
  const list = useListPage<ImportView>({
    resource: 'imports',
    filters: NO_FILTERS,
    sort: SERVER_ORDER,
    pollWhile: (rows) => rows.some(isRunning) && POLL_MS,
  });
  return (
    <Page title={t('import-title')}>
      {mayStart && <ImportForm />}
      <MappingList />
      <section className="section">
        <h2>{t('import-earlier')}</h2>
        <DataTable
          list={list}
          columns={useColumns()}
          caption={t('import-earlier')}
          chooser={false}
          rowHref={(view) => `/imports/${view.id}`}
          empty={<EmptyState title={t('import-empty-title')} text={t('import-empty-text')} />}
        />
      </section>
    </Page>
  );
}

function useColumns(): Column<ImportView>[] {
  const t = useT();
  const format = useFormat();
  return [
    {
      id: 'file',
      label: t('import-column-file'),
      fixed: true,
      grow: true,
      render: (view) => (
        <>
          <Link className="row-link" to={`/imports/${view.id}`}>
            {view.file_name ?? t('import-no-name')}
          </Link>
          <span className="phone-line">{t(`import.kind_${view.kind}`)}</span>
        </>
      ),
    },
    {
      id: 'kind',
      label: t('import-column-kind'),
      from: 'tablet',
      render: (view) => t(`import.kind_${view.kind}`),
    },
    {
      id: 'state',
      label: t('import-column-state'),
      render: (view) => <ImportState state={view.state} />,
    },
    {
      id: 'uploaded',
      label: t('import-column-uploaded'),
      from: 'tablet',
      render: (view) => <When at={view.created_at} />,
    },
    {
      id: 'applied',
      label: t('import-column-applied'),
      align: 'end',
      from: 'tablet',
      render: (view) => format.number(view.rows_applied),
    },
    {
      id: 'bad',
      label: t('import-column-bad'),
      align: 'end',
      render: (view) => format.number(view.rows_bad),
    },
  ];
}
