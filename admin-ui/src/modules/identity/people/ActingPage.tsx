import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../../api/http';
import type { Acting } from '../../../api/models';
import { useCan } from '../../../api/session';
import { ConfirmDialog } from '../../../ui/Dialog';
import { ErrorNotice } from '../../../ui/Notice';
import { EmptyState, Page, PageSkeleton } from '../../../ui/Page';
import { TableBox } from '../../../ui/TableBox';
import { useT } from '../../../ui/useT';
import { When } from '../../../ui/values';
import { MANAGE_PEOPLE } from './permissions';

const EVERY_MS = 30_000;

/** Who acts for a customer at the moment, and ending it. */
export default function ActingPage() {
  const t = useT();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['acting'],
    queryFn: ({ signal }) => api<{ items: Acting[] }>('/admin/acting', { signal }),
    refetchInterval: EVERY_MS,
  });
  if (isPending) return <PageSkeleton />;
  const rows = data?.items ?? [];
  return (
    <Page
      title={t('identity-acting')}
      aside={rows.length || undefined}
      back={{ to: '/people', label: t('identity-people') }}
    >
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {data && rows.length === 0 && (
        <EmptyState
          title={t('identity-acting-none')}
          text={t('identity-acting-none-text')}
          action={
            <Link className="button" to="/companies">
              {t('identity-acting-companies')}
            </Link>
          }
        />
      )}
      {rows.length > 0 && <ActingTable rows={rows} />}
    </Page>
  );
}

function ActingTable({ rows }: { rows: Acting[] }) {
  const t = useT();
  const mayEnd = useCan(MANAGE_PEOPLE);
  const [ending, setEnding] = useState<Acting | null>(null);
  return (
    <TableBox label={t('identity-acting')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('identity-acting-who')}</th>
            <th scope="col">{t('identity-acting-for')}</th>
            <th scope="col" className="from-desktop">
              {t('identity-act-for-reason')}
            </th>
            <th scope="col" className="from-tablet">
              {t('identity-acting-since')}
            </th>
            <th scope="col" className="from-tablet">
              {t('identity-placed-until')}
            </th>
            <th scope="col" className="end">
              <span className="visually-hidden">{t('identity-actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>{row.name}</td>
              <td className="grow">
                <Link className="link" to={`/companies/${row.company.id}`}>
                  {row.company.name}
                </Link>
              </td>
              <td className="from-desktop">{row.reason}</td>
              <td className="from-tablet">
                <When at={row.started_at} />
              </td>
              <td className="from-tablet">
                <When at={row.until} />
              </td>
              <td className="end">
                {mayEnd && (
                  <button type="button" className="button small" onClick={() => setEnding(row)}>
                    {t('identity-acting-end')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ending && <EndActing acting={ending} onClose={() => setEnding(null)} />}
    </TableBox>
  );
}

function EndActing({ acting, onClose }: { acting: Acting; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const end = async () => {
    await api(`/admin/acting/${acting.id}`, { method: 'DELETE' });
    await queryClient.invalidateQueries({ queryKey: ['acting'] });
    notify('identity-acting-ended');
  };
  return (
    <ConfirmDialog
      title={t('identity-acting-end-title', { name: acting.name, company: acting.company.name })}
      confirmLabel={t('identity-acting-end')}
      danger
      onConfirm={end}
      onClose={onClose}
    >
      <p>{t('identity-acting-end-text')}</p>
    </ConfirmDialog>
  );
}
