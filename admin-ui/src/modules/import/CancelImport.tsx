import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useNotify } from 'ra-core';
import { useState } from 'react';
import type { KontorDataProvider } from '../../api/dataProvider';
import type { ImportView } from '../../api/models';
import { useCan } from '../../api/session';
import { ConfirmDialog } from '../../ui/Dialog';
import { useT } from '../../ui/useT';
import { MAY_START_IMPORTS } from './permissions';

/** Stops a running import; asks first, because rows already written stay. */
export function CancelImport({ view }: { view: ImportView }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const dataProvider = useDataProvider<KontorDataProvider>();
  const mayCancel = useCan(MAY_START_IMPORTS);
  const [asking, setAsking] = useState(false);
  if (!mayCancel) return null;

  const run = async () => {
    try {
      await dataProvider.act('imports', { id: view.id, step: 'cancel', data: undefined });
      notify('import-cancelled');
    } finally {
      // After a refusal too: it may have ended in the meantime.
      await queryClient.invalidateQueries({ queryKey: ['imports'] });
    }
  };
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {t('import-cancel')}
      </button>
      {asking && (
        <ConfirmDialog
          title={t('import-cancel-title')}
          confirmLabel={t('import-cancel')}
          danger
          onConfirm={run}
          onClose={() => setAsking(false)}
        >
          <p>{t('import-cancel-text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
