import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/http';
import type { ApiToken, OwnedToken } from '../../../api/models';
import { useCan } from '../../../api/session';
import { ErrorNotice } from '../../../ui/Notice';
import { EmptyState, Page } from '../../../ui/Page';
import { useT } from '../../../ui/useT';
import { NewTokenDialog } from './NewTokenDialog';
import { TokenTable } from './TokenTable';

/** API tokens: one's own with a way to make them, and everybody's for whoever looks after people. */
export default function TokenPage() {
  const t = useT();
  const [making, setMaking] = useState(false);
  const queryClient = useQueryClient();
  const mayRead = useCan('identity.people.read');
  const own = useQuery({
    queryKey: ['api-tokens', 'own'],
    queryFn: ({ signal }) => api<{ items: ApiToken[] }>('/api-tokens', { signal }),
  });
  const tokens = own.data?.items ?? [];
  const add = (
    <button type="button" className="button primary" onClick={() => setMaking(true)}>
      {t('identity-token-make')}
    </button>
  );
  return (
    <Page title={t('identity-tokens')} actions={tokens.length > 0 && add}>
      <section className={tokens.length > 0 ? 'section' : undefined}>
        {own.error ? <ErrorNotice error={own.error} onRetry={own.refetch} /> : null}
        {own.data && tokens.length === 0 && (
          <EmptyState
            title={t('identity-tokens-none')}
            text={t('identity-tokens-text')}
            action={add}
          />
        )}
        {tokens.length > 0 && (
          <>
            <h2>{t('identity-tokens-own')}</h2>
            <TokenTable
              caption={t('identity-tokens-own')}
              rows={tokens.map((token) => ({ token }))}
              revokePath="/api-tokens"
            />
          </>
        )}
      </section>
      {mayRead && <Everybody />}
      {making && (
        <NewTokenDialog
          onMade={() => queryClient.invalidateQueries({ queryKey: ['api-tokens'] })}
          onClose={() => setMaking(false)}
        />
      )}
    </Page>
  );
}

function Everybody() {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['api-tokens', 'all'],
    queryFn: ({ signal }) => api<{ items: OwnedToken[] }>('/admin/api-tokens', { signal }),
  });
  const rows = data?.items ?? [];
  return (
    <section className="section">
      <h2>{t('identity-tokens-all')}</h2>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {data && rows.length === 0 && <p className="muted">{t('identity-tokens-all-none')}</p>}
      {rows.length > 0 && (
        <TokenTable
          caption={t('identity-tokens-all')}
          rows={rows}
          revokePath="/admin/api-tokens"
          needs="identity.people.manage"
        />
      )}
    </section>
  );
}
