import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/http';
import type { OwnedToken, Person } from '../../../api/models';
import { ErrorNotice } from '../../../ui/Notice';
import { useT } from '../../../ui/useT';
import { TokenTable } from '../tokens/TokenTable';
import { MANAGE_PEOPLE } from './permissions';

/** The API tokens of a person; nothing where there are none. */
export function PersonTokens({ person }: { person: Person }) {
  const t = useT();
  const query = { user_id: person.user_id };
  const { data, error, refetch } = useQuery({
    queryKey: ['api-tokens', person.user_id],
    queryFn: ({ signal }) => api<{ items: OwnedToken[] }>('/admin/api-tokens', { query, signal }),
  });
  const rows = data?.items ?? [];
  if (!error && rows.length === 0) return null;
  return (
    <section className="section">
      <h2>{t('identity-tokens')}</h2>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {rows.length > 0 && (
        <TokenTable
          caption={t('identity-tokens')}
          rows={rows.map(({ token }) => ({ token }))}
          revokePath="/admin/api-tokens"
          needs={MANAGE_PEOPLE}
        />
      )}
    </section>
  );
}
