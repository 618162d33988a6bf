import { useQueryClient } from '@tanstack/react-query';
import { useDelete, useGetList, useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Provider } from '../../../api/models';
import { ConfirmDialog } from '../../../ui/Dialog';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { useT } from '../../../ui/useT';
import { Chip } from '../../../ui/values';
import { ProviderForm } from './ProviderForm';

/** One outside provider, or a new one. The server answers with all of them; there are few. */
export default function ProviderPage() {
  const t = useT();
  const { id = '' } = useParams();
  const isKnown = id !== '' && id !== 'new';
  const { data, error, isLoading, refetch } = useGetList<Provider>(
    'sign-in-providers',
    { pagination: undefined },
    { enabled: isKnown },
  );
  if (isLoading) return <PageSkeleton />;
  const known = isKnown ? data?.find((provider) => provider.id === id) : undefined;
  return (
    <Page
      title={known?.name ?? t(isKnown ? 'identity-provider' : 'identity-provider-add')}
      aside={
        known && (
          <Chip tone={known.is_enabled ? 'good' : 'neutral'}>
            {t(known.is_enabled ? 'identity-provider-on' : 'identity-provider-off')}
          </Chip>
        )
      }
      back={{ to: '/sign-in-providers', label: t('identity-providers') }}
      actions={known && <DeleteButton provider={known} />}
      narrow
    >
      {error ? (
        <ErrorNotice error={error} onRetry={refetch} />
      ) : isKnown && !known ? (
        <Notice tone="bad">{t('problem.status_404')}</Notice>
      ) : (
        <ProviderForm key={id} known={known} />
      )}
    </Page>
  );
}

function DeleteButton({ provider }: { provider: Provider }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [remove] = useDelete();
  const [asking, setAsking] = useState(false);
  const run = async () => {
    const params = { id: provider.id, previousData: provider };
    await remove('sign-in-providers', params, {
      mutationMode: 'pessimistic',
      returnPromise: true,
    });
    navigate('/sign-in-providers');
    notify('identity-provider-deleted');
    await queryClient.invalidateQueries({ queryKey: ['sign-in-providers'] });
  };
  return (
    <>
      <button type="button" className="button danger" onClick={() => setAsking(true)}>
        {t('identity-provider-delete')}
      </button>
      {asking && (
        <ConfirmDialog
          title={t('identity-provider-delete-title', { name: provider.name })}
          confirmLabel={t('identity-provider-delete')}
          danger
          onConfirm={run}
          onClose={() => setAsking(false)}
        >
          <p>{t('identity-provider-delete-now')}</p>
          <p>{t('identity-provider-delete-people')}</p>
          <p>{t('identity-provider-delete-again')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
