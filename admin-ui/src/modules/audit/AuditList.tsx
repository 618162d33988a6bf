import { useState } from 'react';
import { Link } from 'react-router';
import { queryString } from '../../api/http';
import type { AuditEntry, AuditReport } from '../../api/models';
import { useCan } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { When } from '../../ui/values';
import { CheckDialog, Report } from './Check';
import { Filters } from './filters';
import { Actor, useAction } from './words';

const FILTERS = ['q', 'action', 'subject', 'subject_id', 'actor', 'company_id', 'from', 'until'];

/** Who did what, for whom and when: the newest first. */
export default function AuditList() {
  const t = useT();
  const format = useFormat();
  const mayCheck = useCan('audit.trail.check');
  const [checking, setChecking] = useState(false);
  const [report, setReport] = useState<AuditReport | null>(null);
  const list = useListPage<AuditEntry>({
    resource: 'audit',
    filters: FILTERS,
    sort: { field: '', order: 'ASC' },
  });
  const { filters } = list;
  return (
    <Page
      title={t('audit-trail')}
      aside={list.total !== undefined && format.number(list.total)}
      actions={
        <>
          <a className="button" href={`/api/v1/admin/audit.csv${queryString(filters)}`} download>
            {t('audit-export')}
          </a>
          {mayCheck && (
            <button type="button" className="button" onClick={() => setChecking(true)}>
              {t('audit-check')}
            </button>
          )}
        </>
      }
    >
      {report && <Report report={report} />}
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('audit-trail')}
        rowHref={(entry) => `/audit/${entry.id}`}
        filters={<Filters list={list} />}
        empty={<EmptyState title={t('audit-none')} text={t('audit-none-text')} />}
      />
      {checking && <CheckDialog onReport={setReport} onClose={() => setChecking(false)} />}
    </Page>
  );
}

function useColumns(): Column<AuditEntry>[] {
  const t = useT();
  const action = useAction();
  return [
    {
      id: 'at',
      label: t('audit-when'),
      fixed: true,
      render: (entry) => (
        <>
          <Link className="row-link" to={`/audit/${entry.id}`}>
            <When at={entry.at} />
          </Link>
          <span className="phone-line">{action(entry)}</span>
        </>
      ),
    },
    { id: 'who', label: t('audit-who'), render: (entry) => <Actor entry={entry} /> },
    { id: 'what', label: t('audit-what'), from: 'tablet', render: action },
    {
      id: 'on',
      label: t('audit-on'),
      grow: true,
      from: 'tablet',
      render: (entry) => (
        <>
          <span className="muted">{t(`audit-subject-${entry.subject}`, { _: entry.subject })}</span>{' '}
          {entry.label ?? entry.subject_id}
        </>
      ),
    },
    { id: 'ip', label: t('audit-ip'), from: 'desktop', render: (entry) => entry.ip },
  ];
}
