import { useState } from 'react';
import { Link } from 'react-router';
import { api, queryString } from '../../api/http';
import type { AuditEntry, AuditReport } from '../../api/models';
import { useCan } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { ConfirmDialog } from '../../ui/Dialog';
import { DateFilter, FilterTag, SearchBox } from '../../ui/filters';
import { useFormat } from '../../ui/format';
import { Notice } from '../../ui/Notice';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { When } from '../../ui/values';
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
  const { filters, setFilter } = list;
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
        filters={
          <>
            <SearchBox
              label={t('audit-search')}
              value={filters.q ?? ''}
              onChange={(value) => setFilter('q', value)}
            />
            <DateFilter
              label={t('audit-from')}
              value={filters.from?.slice(0, 10) ?? ''}
              onChange={(day) => setFilter('from', day && `${day}T00:00:00Z`)}
            />
            <DateFilter
              label={t('audit-until')}
              value={filters.until?.slice(0, 10) ?? ''}
              onChange={(day) => setFilter('until', day && `${day}T23:59:59Z`)}
            />
            {['action', 'subject', 'subject_id', 'actor', 'company_id'].map(
              (name) =>
                filters[name] && (
                  <FilterTag
                    key={name}
                    label={filters[name]}
                    onRemove={() => setFilter(name, '')}
                  />
                ),
            )}
          </>
        }
        empty={<EmptyState title={t('audit-none')} text={t('audit-none-text')} />}
      />
      {checking && (
        <ConfirmDialog
          title={t('audit-check')}
          confirmLabel={t('audit-check')}
          onConfirm={async () =>
            setReport(await api<AuditReport>('/admin/audit/check', { method: 'POST' }))
          }
          onClose={() => setChecking(false)}
        >
          <p>{t('audit-check-text')}</p>
        </ConfirmDialog>
      )}
    </Page>
  );
}

function Report({ report }: { report: AuditReport }) {
  const t = useT();
  const counts = { count: report.entries, sealed: report.sealed };
  if (report.breaks.length === 0) {
    return <Notice tone="good">{t('audit-check-good', counts)}</Notice>;
  }
  return (
    <Notice tone="bad">
      {t('audit-check-bad', { count: report.breaks.length })}
      <ul>
        {report.breaks.map((found) => (
          <li key={`${found.position}${found.kind}`}>{found.detail}</li>
        ))}
      </ul>
    </Notice>
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
      render: (entry) => entry.label ?? entry.subject_id,
    },
    { id: 'ip', label: t('audit-ip'), from: 'desktop', render: (entry) => entry.ip },
  ];
}
