import { useGetOne } from 'ra-core';
import { Link, useParams } from 'react-router';
import { queryString } from '../../api/http';
import type { AuditEntry } from '../../api/models';
import { useShell } from '../../api/session';
import { localPath } from '../../extend/registry';
import { ErrorNotice, Notice } from '../../ui/Notice';
import { Page, PageSkeleton } from '../../ui/Page';
import { useRecordName } from '../../ui/RecordTag';
import { useT } from '../../ui/useT';
import { Code, Nothing, When } from '../../ui/values';
import { SUBJECTS } from './actions';
import { Actor, useAction } from './words';

/** One entry: who did it, from where, and what is different since. */
export default function AuditPage() {
  const t = useT();
  const { id = '' } = useParams();
  const action = useAction();
  const { data: entry, error, isPending, refetch } = useGetOne<AuditEntry>('audit', { id });
  const back = { to: '/audit', label: t('audit-trail') };
  if (isPending) return <PageSkeleton />;
  if (!entry) {
    return (
      <Page title={t('audit-entry')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  return (
    <Page title={action(entry)} aside={entry.label} back={back} actions={<Ways entry={entry} />}>
      {entry.erased.length > 0 && <Notice tone="info">{t('audit-erased')}</Notice>}
      <Facts entry={entry} />
      <Changes entry={entry} />
    </Page>
  );
}

/** From the entry to the thing it is about, and to everything that is on record of it. */
function Ways({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const { navigation } = useShell();
  const { subject, subject_id: id } = entry;
  const path = SUBJECTS[subject]?.(id);
  const isOpen = navigation.some((each) => path?.startsWith(localPath(each.path)));
  const name = t(`audit-subject-${subject}`, { _: subject });
  return (
    <>
      <Link className="button" to={`/audit${queryString({ subject, subject_id: id })}`}>
        {t('audit-show-trail')}
      </Link>
      {path && isOpen && (
        <Link className="button" to={path}>
          {t('audit-show-subject', { name })}
        </Link>
      )}
    </>
  );
}

function Facts({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const { details } = entry;
  const customer = useRecordName('companies', entry.on_behalf_of);
  const facts: [string, React.ReactNode][] = [
    ['audit-when', <When key="at" at={entry.at} />],
    ['audit-who', <Actor key="who" entry={entry} />],
    ['audit-email', entry.actor.email],
    ['audit-ip', entry.ip],
    ['audit-agent', details?.user_agent],
    ['audit-customer', entry.on_behalf_of && customer],
    [
      'audit-subject',
      `${t(`audit-subject-${entry.subject}`, { _: entry.subject })} · ${entry.subject_id}`,
    ],
    ['audit-request', <Code key="request">{entry.request_id}</Code>],
    ['audit-position', entry.position ?? t('audit-unsealed')],
    ['audit-hash', details?.hash && <Code key="hash">{details.hash}</Code>],
  ];
  return (
    <dl className="facts">
      {facts.map(
        ([label, value]) =>
          value && (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd className="break">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Changes({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const changes = entry.details?.changes ?? [];
  if (changes.length === 0) return null;
  return (
    <section className="section">
      <h2>{t('audit-changes')}</h2>
      <div className="table-box">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('audit-field')}</th>
              <th scope="col">{t('audit-before')}</th>
              <th scope="col">{t('audit-after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.field}>
                <td>
                  <Code>{change.field}</Code>
                </td>
                <td className="break">
                  <Value value={change.before} />
                </td>
                <td className="break">
                  <Value value={change.after} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Value({ value }: { value: unknown }) {
  if (value === null || value === undefined || value === '') return <Nothing />;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
