import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { api } from '../../../api/http';
import type { OwnSession, Person } from '../../../api/models';
import { ConfirmDialog } from '../../../ui/Dialog';
import { ErrorNotice } from '../../../ui/Notice';
import { useT } from '../../../ui/useT';
import { When } from '../../../ui/values';

/** Where a person is signed in, and signing them out everywhere. */
export function PersonSessions({ person }: { person: Person }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const path = `/admin/people/${person.user_id}/sessions`;
  const queryKey = ['people', person.user_id, 'sessions'];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api<{ items: OwnSession[] }>(path, { signal }),
  });
  const sessions = data?.items ?? [];
  const endAll = async () => {
    await api(path, { method: 'DELETE' });
    await queryClient.invalidateQueries({ queryKey });
    notify('identity-sessions-ended');
  };
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('identity-sessions')}</h2>
        {sessions.length > 0 && (
          <button type="button" className="button small" onClick={() => setAsking(true)}>
            {t('identity-sessions-end')}
          </button>
        )}
      </div>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {data && sessions.length === 0 && <p className="muted">{t('identity-sessions-none')}</p>}
      {sessions.length > 0 && (
        <div className="table-box">
          <table className="table">
            <caption className="visually-hidden">{t('identity-sessions')}</caption>
            <tbody>
              {sessions.map((session) => (
                <tr key={session.id}>
                  <td>{session.device}</td>
                  <td className="from-tablet">{session.ip}</td>
                  <td className="from-desktop">{t(`identity-method-${session.method}`)}</td>
                  <td className="end">
                    <When at={session.last_seen_at ?? session.created_at} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={t('identity-sessions-end-title', { name: person.name })}
          confirmLabel={t('identity-sessions-end')}
          danger
          onConfirm={endAll}
          onClose={() => setAsking(false)}
        >
          <p>{t('identity-sessions-end-text', { count: sessions.length })}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
