import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify, useUpdate } from 'ra-core';
import { useState } from 'react';
import { api } from '../../../api/http';
import type { Company, CompanyTree } from '../../../api/models';
import { ConfirmDialog } from '../../../ui/Dialog';
import { ErrorNotice } from '../../../ui/Notice';
import { useT } from '../../../ui/useT';
import { openBelow } from './tree';

/** Archives a company, with all that stands below it where something does; or restores it. */
export function ArchiveDialog({ company, onClose }: { company: Company; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [update] = useUpdate();
  const [isSure, setIsSure] = useState(false);
  const archived = !company.archived;
  const word = archived ? 'archive' : 'restore';
  const tree = useQuery({
    queryKey: ['companies', company.id, 'tree', company.updated_at],
    queryFn: ({ signal }) => api<CompanyTree>(`/admin/companies/${company.id}/tree`, { signal }),
    enabled: archived,
  });
  const below = archived ? openBelow(tree.data?.items ?? [], company.id) : 0;
  const run = async () => {
    const data = { archived, ...(below > 0 ? { with_below: true } : {}) };
    const params = { id: company.id, data, previousData: company };
    await update('companies', params, { mutationMode: 'pessimistic', returnPromise: true });
    await queryClient.invalidateQueries({ queryKey: ['companies'] });
    notify(`identity-company-${word}d`);
  };
  return (
    <ConfirmDialog
      title={t(`identity-company-${word}-title`, { name: company.name })}
      confirmLabel={t(`identity-company-${word}`)}
      danger={archived}
      disabled={archived && (!tree.data || (below > 0 && !isSure))}
      onConfirm={run}
      onClose={onClose}
    >
      <p>{t(`identity-company-${word}-text`, { count: company.people ?? 0 })}</p>
      {tree.error ? <ErrorNotice error={tree.error} onRetry={tree.refetch} /> : null}
      {below > 0 && (
        <label className="check">
          <input
            type="checkbox"
            checked={isSure}
            onChange={(event) => setIsSure(event.target.checked)}
          />
          {t('identity-company-archive-below', { count: below })}
        </label>
      )}
    </ConfirmDialog>
  );
}
