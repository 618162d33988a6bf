import { useGetOne } from 'ra-core';
import { useParams } from 'react-router';
import type { ImportView } from '../../api/models';
import { useFormat } from '../../ui/format';
import { Icon } from '../../ui/icons';
import { ErrorNotice, Notice, type Tone } from '../../ui/Notice';
import { Page, PageSkeleton } from '../../ui/Page';
import { TableBox } from '../../ui/TableBox';
import { useT } from '../../ui/useT';
import { Nothing, When } from '../../ui/values';
import { CancelImport } from './CancelImport';
import type { ImportDetails } from './models';
import { ImportState, isRunning, isWaiting } from './state';
import { WaitingImport } from './WaitingImport';

const POLL_MS = 1_000;

export default function ImportPage() {
  const t = useT();
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useGetOne<ImportView>(
    'imports',
    { id },
    { refetchInterval: (query) => (isRunning(query.state.data) ? POLL_MS : false) },
  );
  const back = { to: '/imports', label: t('import-title') };
  if (isPending) return <PageSkeleton />;
  if (!data) {
    return (
      <Page title={t('import-import')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  const kind = t(`import.kind_${data.kind}`);
  return (
    <Page
      title={data.file_name ?? t('import-no-name')}
      aside={<ImportState state={data.state} />}
      actions={
        isRunning(data) || isWaiting(data) ? (
          <CancelImport view={data} />
        ) : (
          <ReportLinks view={data} />
        )
      }
      back={back}
      narrow={!isWaiting(data)}
    >
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {isWaiting(data) ? <WaitingImport view={data} /> : <Progress view={data} />}
      {!isWaiting(data) && <Counts view={data} kind={kind} />}
      {data.first_errors.length > 0 && <Errors view={data} />}
    </Page>
  );
}

/** A report tells what was wrong, so there is none where nothing was. */
function ReportLinks({ view }: { view: ImportView }) {
  const t = useT();
  if (view.first_errors.length === 0) return null;
  const address = `/api/v1/admin/imports/${view.id}`;
  return (
    <>
      <a className="button" href={`${address}/report.csv`} download>
        <Icon name="download" size={14} />
        {t('import-download-report')}
      </a>
      <a className="button" href={`${address}/report.xlsx`} download>
        {t('import-download-report-xlsx')}
      </a>
    </>
  );
}

/** What is happening or what happened, in one sentence. */
function Progress({ view }: { view: ImportView & ImportDetails }) {
  const t = useT();
  if (!isRunning(view)) {
    return (
      <Notice tone={toneOf(view)}>
        {t(isUnread(view) ? 'import-outcome_unread' : `import.outcome_${view.state}`, {
          applied: view.rows_applied,
          bad: view.rows_bad,
        })}
        {view.state === 'failed' && view.message && <p className="muted">{view.message}</p>}
      </Notice>
    );
  }
  // How many rows there are is known only after the check, and is expected before from how much has been read.
  const isChecking = view.state === 'validating';
  const [done, all] = isChecking
    ? [view.rows_checked ?? 0, view.rows_expected ?? 0]
    : [view.rows_applied + view.rows_bad, view.rows_total];
  const share = all ? Math.min(1, done / all) : undefined;
  return (
    <div className="import-progress">
      <p>
        {isChecking
          ? t('import-validating')
          : t('import-applying', { applied: view.rows_applied, total: view.rows_total })}{' '}
        {(view.rows_per_second ?? 0) > 0 && t('import-rate', { rate: view.rows_per_second ?? 0 })}
      </p>
      <div
        className={share === undefined ? 'progress unknown' : 'progress'}
        role="progressbar"
        aria-label={t(`import.state_${view.state}`)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
      >
        <span style={share === undefined ? undefined : { width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

/** The file broke off before its first row, in its header for example. */
function isUnread(view: ImportView): boolean {
  return view.state === 'refused' && view.rows_total === 0;
}

function toneOf(view: ImportView): Tone {
  if (view.state === 'done') return view.rows_bad ? 'warn' : 'good';
  return view.state === 'cancelled' ? 'neutral' : 'bad';
}

function Counts({ view, kind }: { view: ImportView; kind: string }) {
  const t = useT();
  const format = useFormat();
  const counts = [
    ['import-rows-total', view.rows_total],
    ['import-created', view.created],
    ['import-updated', view.updated],
    ['import-unchanged', view.unchanged],
    ['import-column-bad', view.rows_bad],
  ] as const;
  return (
    <dl className="facts">
      <div>
        <dt>{t('import-column-kind')}</dt>
        <dd>{kind}</dd>
      </div>
      <div>
        <dt>{t('import-column-uploaded')}</dt>
        <dd>
          <When at={view.created_at} />
          <div className="muted">{view.started_by}</div>
        </dd>
      </div>
      <div>
        <dt>{t('import-finished')}</dt>
        <dd>
          <When at={view.finished_at} />
        </dd>
      </div>
      {counts.map(([label, count]) => (
        <div key={label}>
          <dt>{t(label)}</dt>
          <dd>{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Errors({ view }: { view: ImportView }) {
  const t = useT();
  const format = useFormat();
  const shown = view.first_errors.length;
  return (
    <section className="section">
      <h2>{t('import-errors-title')}</h2>
      {shown < view.rows_bad && <p className="muted">{t('import-errors-first', { shown })}</p>}
      <TableBox label={t('import-errors-title')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="end">
                {t('import-line')}
              </th>
              <th scope="col">{t('import-column')}</th>
              <th scope="col">{t('import-value')}</th>
              <th scope="col" className="grow">
                {t('import-problem')}
              </th>
            </tr>
          </thead>
          <tbody>
            {view.first_errors.map((entry) => (
              <tr key={`${entry.line} ${entry.column} ${entry.code}`}>
                <td className="end">{format.number(entry.line)}</td>
                <td className="code">{entry.column ?? <Nothing />}</td>
                <td className="code">{entry.value || <Nothing />}</td>
                <td className="text grow">{entry.detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
}
