import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { api } from '../../../api/http';
import type { Territory } from '../../../api/models';
import { ConfirmDialog } from '../../../ui/Dialog';
import { Notice } from '../../../ui/Notice';
import { useT } from '../../../ui/useT';
import { isWithin } from './paths';

/** Archives a territory that is empty; one that is not says what stands in the way. */
export function ArchiveTerritory(props: {
  territory: Territory;
  territories: Territory[];
  onClose: () => void;
}) {
  const { territory, territories, onClose } = props;
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const below = territories.filter((each) => isWithin(each, territory)).length - 1;
  const { companies, people } = territory;
  const isEmpty = below <= 0 && companies === 0 && people === 0;
  const archive = async () => {
    await api(`/admin/territories/${territory.id}`, { method: 'DELETE' });
    await queryClient.invalidateQueries({ queryKey: ['territories'] });
    notify('identity-territory-archived');
  };
  return (
    <ConfirmDialog
      title={t('identity-territory-archive-title', { name: territory.name })}
      confirmLabel={t('identity-territory-archive')}
      danger
      disabled={!isEmpty}
      onConfirm={archive}
      onClose={onClose}
    >
      <p>{t('identity-territory-archive-text')}</p>
      {!isEmpty && (
        <Notice tone="warn">
          <p>{t('identity-territory-not-empty')}</p>
          <ul className="notice-list">
            {below > 0 && <li>{t('identity-reach-territories', { count: below })}</li>}
            {companies > 0 && <li>{t('identity-reach-companies', { count: companies })}</li>}
            {people > 0 && <li>{t('identity-role-members', { count: people })}</li>}
          </ul>
        </Notice>
      )}
    </ConfirmDialog>
  );
}
