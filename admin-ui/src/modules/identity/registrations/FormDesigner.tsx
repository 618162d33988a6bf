import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useGetList, useNotify } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { api } from '../../../api/http';
import type { AttributeDefinition, Permission, RegistrationForm, Role } from '../../../api/models';
import { ErrorNotice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';

const PATH = '/admin/registration-form';
const KEY = ['registration-form'];

/** What people are asked when they register, and who decides on them. */
export default function FormDesigner() {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api<RegistrationForm>(PATH, { signal }),
  });
  const back = { to: '/registrations', label: t('identity-registrations') };
  if (error) {
    return (
      <Page title={t('identity-form')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  if (!data) return <PageSkeleton />;
  return (
    <Page
      title={t('identity-form')}
      back={back}
      narrow
      actions={
        <a className="button" href="/register" target="_blank" rel="noreferrer">
          {t('identity-form-look')}
        </a>
      }
    >
      <Designer start={data} />
    </Page>
  );
}

function Designer({ start }: { start: RegistrationForm }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [form, setForm] = useState(start);
  const { busy, failure, errors, save } = useSaving();
  const change = (part: Partial<RegistrationForm>) => setForm({ ...form, ...part });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await save(async () => {
      await api(PATH, { method: 'PUT', body: form });
      await queryClient.invalidateQueries({ queryKey: KEY });
    });
    if (done) notify('identity-form-saved');
  };

  return (
    <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      <Tick
        label={t('identity-form-open')}
        on={form.is_open}
        onChange={(is_open) => change({ is_open })}
      />
      <Kinds form={form} error={errors.kinds} onChange={change} />
      <Approvals form={form} onChange={change} />
      <DefaultRole form={form} onChange={change} />
      <Fields form={form} onChange={change} />
      <Requestable form={form} onChange={change} />
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={busy}>
          {t('identity-form-save')}
        </button>
      </div>
    </form>
  );
}

interface Part {
  form: RegistrationForm;
  onChange: (part: Partial<RegistrationForm>) => void;
}

function Tick(props: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={props.on}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      {props.label}
    </label>
  );
}

function toggled<T>(list: readonly T[], item: T, on: boolean): T[] {
  return on ? [...list, item] : list.filter((known) => known !== item);
}

function Kinds({ form, error, onChange }: Part & { error?: string }) {
  const t = useT();
  return (
    <fieldset className="field bare">
      <legend>{t('identity-form-kinds')}</legend>
      <div className="check-list">
        {(['company', 'consumer'] as const).map((kind) => (
          <Tick
            key={kind}
            label={t(`identity-form-kind-${kind}`)}
            on={form.kinds.includes(kind)}
            onChange={(on) => onChange({ kinds: toggled(form.kinds, kind, on) })}
          />
        ))}
      </div>
      {error && <p className="field-error">{error}</p>}
    </fieldset>
  );
}

function Approvals({ form, onChange }: Part) {
  const t = useT();
  return (
    <fieldset className="field bare">
      <legend>{t('identity-form-approval')}</legend>
      <div className="check-list">
        {(['by_staff', 'automatic'] as const).map((approval) => (
          <label key={approval} className="check">
            <input
              type="radio"
              name="approval"
              checked={form.approval === approval}
              onChange={() => onChange({ approval })}
            />
            {t(`identity-form-approval-${approval.replace('_', '-')}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function DefaultRole({ form, onChange }: Part) {
  const t = useT();
  const { data = [] } = useGetList<Role>('roles', { pagination: undefined });
  const roles = data.filter(({ audience, company }) => audience === 'buyer' && !company);
  return (
    <label className="field">
      <span>{t('identity-form-role')}</span>
      <select
        className="select"
        value={form.default_role}
        onChange={(event) => onChange({ default_role: event.target.value })}
      >
        {roles.map((role) => (
          <option key={role.id} value={role.code}>
            {role.name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Fields({ form, onChange }: Part) {
  const t = useT();
  return (
    <fieldset className="field bare">
      <legend>{t('identity-form-fields')}</legend>
      <p className="field-help">{t('identity-form-fields-help')}</p>
      {(['company', 'person'] as const).map((thing) => (
        <FieldsOf key={thing} thing={thing} form={form} onChange={onChange} />
      ))}
    </fieldset>
  );
}

function FieldsOf({ thing, form, onChange }: Part & { thing: 'company' | 'person' }) {
  const t = useT();
  const { data = [] } = useGetList<AttributeDefinition>('attributes', {
    filter: { thing, archived: false },
    pagination: undefined,
  });
  const open = data.filter((definition) => definition.is_public);
  const asked = (code: string) =>
    form.fields.find((field) => field.thing === thing && field.code === code);
  const others = (code: string) =>
    form.fields.filter((field) => field.thing !== thing || field.code !== code);
  const set = (code: string, on: boolean, is_required: boolean) =>
    onChange({ fields: on ? [...others(code), { thing, code, is_required }] : others(code) });
  return open.map(({ code, label }) => (
    <div key={code} className="form-row">
      <Tick label={label} on={Boolean(asked(code))} onChange={(on) => set(code, on, false)} />
      {asked(code) && (
        <Tick
          label={t('identity-form-required')}
          on={Boolean(asked(code)?.is_required)}
          onChange={(on) => set(code, true, on)}
        />
      )}
    </div>
  ));
}

function Requestable({ form, onChange }: Part) {
  const t = useT();
  const { data = [] } = useGetList<Permission>('permissions', { pagination: undefined });
  const offered = data.filter(({ audiences }) => audiences.includes('buyer'));
  const chosen = form.requestable_permissions;
  return (
    <fieldset className="field bare">
      <legend>{t('identity-form-permissions')}</legend>
      <p className="field-help">{t('identity-form-permissions-help')}</p>
      <div className="check-list">
        {offered.map(({ name, title }) => (
          <Tick
            key={name}
            label={title}
            on={chosen.includes(name)}
            onChange={(on) => onChange({ requestable_permissions: toggled(chosen, name, on) })}
          />
        ))}
      </div>
    </fieldset>
  );
}
