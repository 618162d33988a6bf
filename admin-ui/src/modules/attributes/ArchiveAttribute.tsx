import { useQueryClient } from '@tanstack/react-query';
import { useDelete, useNotify, useUpdate } from 'ra-core';
import { useState } from 'react';
import type { AttributeDefinition } from '../../api/models';
import { useCan } from '../../api/session';
import { ConfirmDialog } from '../../ui/Dialog';
import { useShowFailure } from '../../ui/toast';
import { useT } from '../../ui/useT';
import { MAY_WRITE_SCHEMAS } from './things';

const PESSIMISTIC = { mutationMode: 'pessimistic', returnPromise: true } as const;

/** Archives an attribute after asking, or brings it back. */
export function ArchiveAttribute({ attribute }: { attribute: AttributeDefinition }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const showFailure = useShowFailure();
  const [asking, setAsking] = useState(false);
  const [remove] = useDelete<AttributeDefinition>();
  const [update] = useUpdate<AttributeDefinition>();
  if (!useCan(MAY_WRITE_SCHEMAS)) return null;

  const settled = async (text: string) => {
    await queryClient.invalidateQueries({ queryKey: ['attributes'] });
    notify(text);
  };
  const archive = async () => {
    await remove('attributes', { id: attribute.id, previousData: attribute }, PESSIMISTIC);
    await settled('attributes-archived-done');
  };
  const restore = async () => {
    const data = { archived: false };
    try {
      await update('attributes', { id: attribute.id, data, previousData: attribute }, PESSIMISTIC);
      await settled('attributes-restored');
    } catch (error) {
      showFailure(error);
    }
  };
  if (attribute.archived) {
    return (
      <button type="button" className="button" onClick={restore}>
        {t('attributes-restore')}
      </button>
    );
  }
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {t('attributes-archive')}
      </button>
      {asking && (
        <ConfirmDialog
          title={t('attributes-archive-title', { name: attribute.label })}
          confirmLabel={t('attributes-archive-confirm')}
          onConfirm={archive}
          onClose={() => setAsking(false)}
        >
          <p>{t('attributes-archive-text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
