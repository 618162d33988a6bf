import { useQueryClient } from '@tanstack/react-query';
import { Form, useGetList, useNotify, useUpdate } from 'ra-core';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { ModuleView } from '../../api/models';
import { ErrorNotice } from '../../ui/Notice';
import { Page, PageSkeleton } from '../../ui/Page';
import { useT } from '../../ui/useT';
import { ModuleState } from './ModuleState';
import { SettingInput } from './SettingInput';
import { cleanSettings } from './settings';

/** The settings of one module, as its schema describes them. */
export default function ModulePage() {
  const t = useT();
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useGetList<ModuleView>('modules', {
    pagination: undefined,
  });
  const module = data?.find((candidate) => candidate.id === id);
  const back = { to: '/modules', label: t('module-modules') };
  if (isPending) return <PageSkeleton />;
  if (!module) {
    return (
      <Page title={t('module-settings')} back={back}>
        {error ? <ErrorNotice error={error} onRetry={refetch} /> : t('module-unknown')}
      </Page>
    );
  }
  return (
    <Page
      title={t('module-settings-title', { name: module.name })}
      aside={<ModuleState module={module} />}
      back={back}
      narrow
    >
      {hasSettings(module) ? <SettingsForm module={module} /> : <p>{t('module-no-settings')}</p>}
    </Page>
  );
}

function hasSettings(module: ModuleView): boolean {
  return Object.keys(module.settings_schema?.properties ?? {}).length > 0;
}

function SettingsForm({ module }: { module: ModuleView }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [update, { isPending }] = useUpdate<ModuleView>();
  const [failure, setFailure] = useState<unknown>(null);
  const schema = module.settings_schema;
  const properties = Object.entries(schema?.properties ?? {});

  const save = async (values: Record<string, unknown>) => {
    setFailure(null);
    const data = { enabled: module.enabled, settings: cleanSettings(values, schema) };
    try {
      await update(
        'modules',
        { id: module.id, data, previousData: module, meta: { replace: true } },
        { mutationMode: 'pessimistic', returnPromise: true },
      );
      notify('module-settings-saved', { messageArgs: { name: module.name } });
      await queryClient.invalidateQueries({ queryKey: ['modules'] });
    } catch (error) {
      setFailure(error);
    }
  };

  return (
    <Form record={module.settings as never} onSubmit={save} disableInvalidFormNotification>
      <div className="form">
        {failure !== null && <ErrorNotice error={failure} />}
        {properties.map(([name, property]) => (
          <SettingInput
            key={name}
            name={name}
            property={property}
            required={schema?.required?.includes(name) ?? false}
          />
        ))}
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={isPending}>
            {t('module-save-settings')}
          </button>
        </div>
      </div>
    </Form>
  );
}
