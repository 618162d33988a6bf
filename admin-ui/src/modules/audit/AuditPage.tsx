import { useGetOne } from 'ra-core';
import { useParams } from 'react-router';
import type { AuditEntry } from '../../api/models';
import { ErrorNotice, Notice } from '../../ui/Notice';
import { Page, PageSkeleton } from '../../ui/Page';
import { useT } from '../../ui/useT';
import { Code, Nothing, When } from '../../ui/values';
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
    <Page title={action(entry)} aside={entry.label} back={back}>
      {entry.erased.length > 0 && <Notice tone="info">{t('audit-erased')}</Notice>}
      <Facts entry={entry} />
      <Changes entry={entry} />
    </Page>
  );
}

function Facts({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const { details } = entry;
  const facts: [string, React.ReactNode][] = [
    ['audit-when', <When key="at" at={entry.at} />],
    ['audit-who', <Actor key="who" entry={entry} />],
    ['audit-email', entry.actor.email],
    ['audit-ip', entry.ip],
    ['audit-agent', details?.user_agent],
    ['audit-subject', `${entry.subject} ${entry.subject_id}`],
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
