import { useQueryClient } from '@tanstack/react-query';
import {
  useCreate,
  useDelete,
  useGetList,
  useGetOne,
  useLocaleState,
  useNotify,
  useUpdate,
} from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Permission, Role } from '../../../api/models';
import { useSession } from '../../../api/session';
import { ConfirmDialog } from '../../../ui/Dialog';
import { decimalMarkOf, parseTyped } from '../../../ui/decimal';
import { Field } from '../../../ui/Field';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { TrailLink } from '../../../ui/TrailLink';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { groupsOf } from './groups';
import './roles.css';

/** One role: what it grants and the most that its orders may come to; or a new one. */
export default function RolePage() {
  const { id } = useParams();
  return id && id !== 'new' ? <KnownRole id={id} /> : <NewRole />;
}

interface Draft {
  code: string;
  name: string;
  audience: Role['audience'];
  permissions: string[];
  ceiling: string;
}

function NewRole() {
  const t = useT();
  const [params] = useSearchParams();
  const copied = params.get('copy') ?? '';
  const { data, isLoading } = useGetOne<Role>('roles', { id: copied }, { enabled: copied !== '' });
  if (isLoading) return <PageSkeleton />;
  const audience = params.get('audience') === 'buyer' ? 'buyer' : 'staff';
  const start: Draft = {
    code: '',
    name: '',
    audience: data?.audience ?? audience,
    permissions: data?.permissions ?? [],
    ceiling: '',
  };
  return (
    <Page title={t('identity-role-add')} back={{ to: '/roles', label: t('identity-roles') }}>
      <RoleForm key={copied} start={start} />
    </Page>
  );
}

function KnownRole({ id }: { id: string }) {
  const t = useT();
  const { data: role, error, isPending, refetch } = useGetOne<Role>('roles', { id });
  const back = { to: '/roles', label: t('identity-roles') };
  if (isPending) return <PageSkeleton />;
  if (!role) {
    return (
      <Page title={t('identity-role')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  const start: Draft = {
    code: role.code,
    name: role.name,
    audience: role.audience,
    permissions: role.permissions,
    ceiling: role.order_ceiling?.amount ?? '',
  };
  return (
    <Page
      title={role.name}
      aside={t('identity-role-members', { count: role.members })}
      back={back}
      actions={<RoleActions role={role} />}
    >
      {role.is_built_in && <Notice tone="info">{t('identity-role-built-in')}</Notice>}
      {role.company && (
        <Notice tone="info">
          {t('identity-role-of-company')}{' '}
          <Link className="link" to={`/companies/${role.company.id}`}>
            {role.company.name}
          </Link>
        </Notice>
      )}
      <RoleForm key={role.id} start={start} known={role} />
    </Page>
  );
}

function RoleActions({ role }: { role: Role }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [remove] = useDelete();
  const [asking, setAsking] = useState(false);
  const run = async () => {
    const params = { id: role.id, previousData: role };
    await remove('roles', params, { mutationMode: 'pessimistic', returnPromise: true });
    await queryClient.invalidateQueries({ queryKey: ['roles'] });
    notify('identity-role-deleted');
    navigate('/roles');
  };
  return (
    <>
      <Link className="button" to={`/people?role_id=${role.id}`}>
        {t('identity-role-who')}
      </Link>
      <TrailLink of={{ subject: 'role', subject_id: role.id }} />
      <Link className="button" to={`/roles/new?copy=${role.id}`}>
        {t('identity-role-copy')}
      </Link>
      {role.may_change && (
        <button type="button" className="button danger" onClick={() => setAsking(true)}>
          {t('identity-role-delete')}
        </button>
      )}
      {asking && (
        <ConfirmDialog
          title={t('identity-role-delete-title', { name: role.name })}
          confirmLabel={t('identity-role-delete')}
          danger
          onConfirm={run}
          onClose={() => setAsking(false)}
        >
          <p>{t('identity-role-delete-text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function RoleForm({ start, known }: { start: Draft; known?: Role }) {
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [locale] = useLocaleState();
  const { channel } = useSession();
  const [draft, setDraft] = useState(start);
  const [create] = useCreate();
  const [update] = useUpdate();
  const { busy, failure, errors, save } = useSaving();
  const isLocked = Boolean(known && !known.may_change);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const currency = known?.order_ceiling?.currency ?? channel.currency;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const amount = parseTyped(draft.ceiling, decimalMarkOf(locale)) ?? draft.ceiling;
    const data = {
      name: draft.name.trim(),
      permissions: draft.permissions,
      order_ceiling: draft.ceiling.trim() ? { amount, currency } : null,
    };
    const done = await save(async () => {
      if (known) {
        const params = { id: known.id, data, previousData: known };
        await update('roles', params, { mutationMode: 'pessimistic', returnPromise: true });
      } else {
        const made = { ...data, code: draft.code.trim(), audience: draft.audience };
        await create('roles', { data: made }, { returnPromise: true });
      }
      await queryClient.invalidateQueries({ queryKey: ['roles'] });
    });
    if (!done) return;
    notify('identity-role-saved');
    navigate('/roles');
  };

  return (
    <form className="form wide" onSubmit={submit} aria-busy={busy} noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      <div className="form-row">
        <Field id={`${id}-name`} label={t('identity-column-name')} error={errors.name}>
          <input
            type="text"
            readOnly={isLocked}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field
          id={`${id}-code`}
          label={t('identity-column-code')}
          help={known ? undefined : t('identity-role-code-help')}
          error={errors.code}
        >
          <input
            type="text"
            className="input code"
            readOnly={Boolean(known)}
            autoCapitalize="none"
            spellCheck={false}
            value={draft.code}
            onChange={(event) => change({ code: event.target.value })}
          />
        </Field>
        <Field
          id={`${id}-ceiling`}
          label={t('identity-role-ceiling', { currency })}
          help={t('identity-role-ceiling-help')}
          error={errors.order_ceiling ?? errors['order_ceiling.amount']}
        >
          <input
            type="text"
            inputMode="decimal"
            readOnly={isLocked}
            value={draft.ceiling}
            onChange={(event) => change({ ceiling: event.target.value })}
          />
        </Field>
      </div>
      <Permissions
        audience={draft.audience}
        chosen={draft.permissions}
        isLocked={isLocked}
        error={errors.permissions}
        onChange={(permissions) => change({ permissions })}
      />
      <div className="form-actions">
        {!isLocked && (
          <button type="submit" className="button primary" disabled={busy}>
            {t('identity-role-save')}
          </button>
        )}
        <Link className="button" to="/roles">
          {t('ui-go-back')}
        </Link>
      </div>
    </form>
  );
}

function Permissions(props: {
  audience: Role['audience'];
  chosen: string[];
  isLocked: boolean;
  error?: string;
  onChange: (permissions: string[]) => void;
}) {
  const { audience, chosen, isLocked, error, onChange } = props;
  const { data = [] } = useGetList<Permission>('permissions', { pagination: undefined });
  const offered = data.filter(({ audiences }) => audiences.includes(audience));
  const toggle = (name: string, on: boolean) =>
    onChange(on ? [...chosen, name] : chosen.filter((known) => known !== name));
  return (
    <>
      {error && <p className="field-error">{error}</p>}
      <div className="permission-groups">
        {groupsOf(offered).map((group) => (
          <fieldset key={group.module} className="field bare">
            <legend>{group.name}</legend>
            <div className="check-list">
              {group.permissions.map((permission) => (
                <label key={permission.name} className="check" title={permission.name}>
                  <input
                    type="checkbox"
                    checked={chosen.includes(permission.name)}
                    disabled={isLocked || !permission.may_grant}
                    onChange={(event) => toggle(permission.name, event.target.checked)}
                  />
                  {permission.title}
                </label>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </>
  );
}
