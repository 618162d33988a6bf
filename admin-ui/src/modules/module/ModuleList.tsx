import { useQueryClient } from '@tanstack/react-query';
import { useNotify, useUpdate } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ModuleView } from '../../api/models';
import { refreshShell } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { ConfirmDialog } from '../../ui/Dialog';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Nothing } from '../../ui/values';
import { ModuleState } from './ModuleState';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

export default function ModuleList() {
  const t = useT();
  const [asking, setAsking] = useState<ModuleView | null>(null);
  const answer = useListPage<ModuleView>({
    resource: 'modules',
    filters: NO_FILTERS,
    sort: SERVER_ORDER,
    paged: false,
  });
  // What can be switched stands before what cannot.
  const rows = [...answer.rows].sort((one, other) => Number(one.is_core) - Number(other.is_core));
  const list = { ...answer, rows };
  return (
    <Page title={t('module-modules')}>
      <DataTable
        list={list}
        columns={useColumns(setAsking)}
        caption={t('module-modules')}
        chooser={false}
        filters={<p className="muted">{t('module-text')}</p>}
        empty={<EmptyState title={t('module-empty-title')} text={t('module-empty-text')} />}
      />
      {asking && <SwitchModule module={asking} onClose={() => setAsking(null)} />}
    </Page>
  );
}

function useColumns(onSwitch: (module: ModuleView) => void): Column<ModuleView>[] {
  const t = useT();
  return [
    {
      id: 'name',
      label: t('module-column-module'),
      fixed: true,
      render: (module) => (
        <>
          <span className="row-name">{module.name}</span>
          <span className="phone-line">
            <ModuleState module={module} />
          </span>
        </>
      ),
    },
    {
      id: 'state',
      label: t('module-column-state'),
      from: 'tablet',
      render: (module) => <ModuleState module={module} />,
    },
    {
      id: 'description',
      label: t('module-column-description'),
      grow: true,
      from: 'tablet',
      render: (module) => <span title={module.description}>{module.description}</span>,
    },
    {
      id: 'hooks',
      label: t('module-column-hooks'),
      from: 'desktop',
      render: (module) => (module.hooks.length ? module.hooks.join(', ') : <Nothing />),
    },
    {
      id: 'version',
      label: t('module-column-version'),
      from: 'tablet',
      render: (module) => <span className="code">{module.version}</span>,
    },
    {
      id: 'actions',
      label: t('module-column-actions'),
      fixed: true,
      align: 'end',
      render: (module) => <RowActions module={module} onSwitch={onSwitch} />,
    },
  ];
}

function RowActions(props: { module: ModuleView; onSwitch: (module: ModuleView) => void }) {
  const t = useT();
  const { module, onSwitch } = props;
  const hasSettings = Object.keys(module.settings_schema?.properties ?? {}).length > 0;
  return (
    <span className="row-actions">
      {hasSettings && (
        <Link className="button small" to={`/modules/${module.id}`}>
          {t('module-settings')}
        </Link>
      )}
      {module.is_core ? (
        <span className="muted" title={t('module-core-title')}>
          {t('module-core')}
        </span>
      ) : (
        <button type="button" className="button small" onClick={() => onSwitch(module)}>
          {t(module.enabled ? 'module-switch-off' : 'module-switch-on')}
        </button>
      )}
    </span>
  );
}

function SwitchModule({ module, onClose }: { module: ModuleView; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [update] = useUpdate<ModuleView>();
  const step = module.enabled ? 'off' : 'on';

  const run = async () => {
    const data = { enabled: !module.enabled, settings: module.settings };
    await update(
      'modules',
      { id: module.id, data, previousData: module, meta: { replace: true } },
      { mutationMode: 'pessimistic', returnPromise: true },
    );
    await queryClient.invalidateQueries({ queryKey: ['modules'] });
    notify(`module-switched-${step}`, { messageArgs: { name: module.name } });
    // The navigation gains or loses the module's pages.
    await refreshShell();
  };

  return (
    <ConfirmDialog
      title={t(`module-switch-${step}-title`, { name: module.name })}
      confirmLabel={t(`module-switch-${step}`)}
      onConfirm={run}
      onClose={onClose}
    >
      <p>{t(`module-switch-${step}-text`, { name: module.name })}</p>
    </ConfirmDialog>
  );
}
