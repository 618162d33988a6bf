import { useQueryClient } from '@tanstack/react-query';
import { useCreate, useNotify, useUpdate } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Provider } from '../../../api/models';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { Chip } from '../../../ui/values';
import { TextField } from '../channels/TextField';
import { useRoles } from '../people/useRoles';
import { CopyField } from './CopyField';
import { domainsOf, wordsOf } from './lists';
import './providers.css';

interface Draft {
  code: string;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string;
  domains: string;
  defaultRoleId: string;
  isEnabled: boolean;
}

function draftOf(known?: Provider): Draft {
  return {
    code: known?.code ?? '',
    name: known?.name ?? '',
    issuer: known?.issuer ?? '',
    clientId: known?.client_id ?? '',
    clientSecret: '',
    scopes: known ? known.scopes.join(' ') : 'email profile',
    domains: known ? known.domains.map(({ name }) => name).join('\n') : '',
    defaultRoleId: known?.default_role_id ?? '',
    isEnabled: known?.is_enabled ?? true,
  };
}

/** What is sent. The role goes only when it changed: the server refuses one that the reader may not give. */
function requestOf(draft: Draft, known?: Provider) {
  const role = draft.defaultRoleId || null;
  const secret = draft.clientSecret.trim();
  const body = {
    name: draft.name.trim(),
    client_id: draft.clientId.trim(),
    scopes: wordsOf(draft.scopes),
    domains: domainsOf(draft.domains),
  };
  if (!known) {
    return {
      ...body,
      code: draft.code.trim(),
      issuer: draft.issuer.trim(),
      client_secret: secret,
      default_role_id: role,
    };
  }
  return {
    ...body,
    is_enabled: draft.isEnabled,
    ...(secret ? { client_secret: secret } : {}),
    ...(role !== known.default_role_id ? { default_role_id: role } : {}),
  };
}

export function ProviderForm({ known }: { known?: Provider }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [create] = useCreate();
  const [update] = useUpdate();
  const [draft, setDraft] = useState(() => draftOf(known));
  const { busy, failure, errors, save } = useSaving();
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const data = requestOf(draft, known);
    const done = await save(async () => {
      if (known) {
        const params = { id: known.id, data, previousData: known };
        await update('sign-in-providers', params, {
          mutationMode: 'pessimistic',
          returnPromise: true,
        });
      } else {
        await create('sign-in-providers', { data }, { returnPromise: true });
      }
    });
    if (!done) return;
    await queryClient.invalidateQueries({ queryKey: ['sign-in-providers'] });
    notify('identity-provider-saved');
    navigate('/sign-in-providers');
  };

  return (
    <form className="form" onSubmit={submit} aria-busy={busy} autoComplete="off" noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      <Names draft={draft} errors={errors} known={known} onChange={change} />
      <Client draft={draft} errors={errors} known={known} onChange={change} />
      <Admission draft={draft} errors={errors} known={known} onChange={change} />
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={busy}>
          {t('identity-provider-save')}
        </button>
        <Link className="button" to="/sign-in-providers">
          {t('ui-go-back')}
        </Link>
      </div>
    </form>
  );
}

interface Part {
  draft: Draft;
  errors: Record<string, string>;
  known?: Provider;
  onChange: (part: Partial<Draft>) => void;
}

function Names({ draft, errors, known, onChange }: Part) {
  const t = useT();
  // The provider wants the address before it gives id and secret, so it is shown while the code is written.
  const code = draft.code.trim();
  const path = known?.callback_path ?? (code ? `/sign-in/callback/${code}` : '');
  return (
    <>
      <div className="form-row">
        <TextField
          label={t('identity-column-name')}
          help={t('identity-provider-name-help')}
          value={draft.name}
          error={errors.name}
          onChange={(name) => onChange({ name })}
        />
        <TextField
          label={t('identity-column-code')}
          help={t(known ? 'identity-never-changes' : 'identity-provider-code-help')}
          className="input code"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={Boolean(known)}
          value={draft.code}
          error={errors.code}
          onChange={(code) => onChange({ code })}
        />
      </div>
      {path && (
        <CopyField
          label={t('identity-provider-redirect')}
          help={t('identity-provider-redirect-help')}
          value={`${window.location.origin}${path}`}
        />
      )}
    </>
  );
}

function Client({ draft, errors, known, onChange }: Part) {
  const t = useT();
  const id = useId();
  return (
    <>
      <TextField
        label={t('identity-provider-issuer')}
        help={t(known ? 'identity-provider-issuer-fixed' : 'identity-provider-issuer-help')}
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        readOnly={Boolean(known)}
        value={draft.issuer}
        error={errors.issuer}
        onChange={(issuer) => onChange({ issuer })}
      />
      <div className="form-row">
        <TextField
          label={t('identity-provider-client-id')}
          autoCapitalize="none"
          spellCheck={false}
          value={draft.clientId}
          error={errors.client_id}
          onChange={(clientId) => onChange({ clientId })}
        />
        <Field
          id={`${id}-secret`}
          label={t('identity-provider-secret')}
          help={t(known ? 'identity-provider-secret-stays' : 'identity-provider-secret-help')}
          error={errors.client_secret}
        >
          <input
            type="password"
            autoComplete="new-password"
            value={draft.clientSecret}
            onChange={(event) => onChange({ clientSecret: event.target.value })}
          />
        </Field>
      </div>
      <TextField
        label={t('identity-provider-scopes')}
        help={t('identity-provider-scopes-help')}
        autoCapitalize="none"
        spellCheck={false}
        value={draft.scopes}
        error={errors.scopes}
        onChange={(scopes) => onChange({ scopes })}
      />
    </>
  );
}

/** Who gets in through it for the first time, and whether anybody does. */
function Admission({ draft, errors, known, onChange }: Part) {
  const t = useT();
  const id = useId();
  const { roles, error } = useRoles();
  const offered = roles.filter(
    (role) =>
      role.audience === 'staff' &&
      !role.company &&
      (role.may_grant || role.id === known?.default_role_id),
  );
  const isListed = offered.some((role) => role.id === draft.defaultRoleId);
  return (
    <>
      <Field
        id={`${id}-domains`}
        label={t('identity-provider-domains')}
        help={t('identity-provider-domains-help')}
        error={errors.domains}
      >
        <textarea
          rows={3}
          autoCapitalize="none"
          spellCheck={false}
          value={draft.domains}
          onChange={(event) => onChange({ domains: event.target.value })}
        />
      </Field>
      {known && known.domains.length > 0 && <Domains domains={known.domains} />}
      <Field
        id={`${id}-role`}
        label={t('identity-provider-role')}
        help={t('identity-provider-role-help')}
        error={errors.default_role_id}
      >
        <select
          className="select"
          value={draft.defaultRoleId}
          onChange={(event) => onChange({ defaultRoleId: event.target.value })}
        >
          <option value="">{t('identity-provider-role-none')}</option>
          {draft.defaultRoleId && !isListed && (
            <option value={draft.defaultRoleId}>{t('identity-provider-role-unknown')}</option>
          )}
          {offered.map((role) => (
            <option key={role.id} value={role.id}>
              {role.name}
            </option>
          ))}
        </select>
      </Field>
      {error ? <ErrorNotice error={error} /> : null}
      {known ? (
        <div className="field">
          <label className="check">
            <input
              type="checkbox"
              checked={draft.isEnabled}
              onChange={(event) => onChange({ isEnabled: event.target.checked })}
            />
            {t('identity-provider-enabled')}
          </label>
          <p className="field-help">{t('identity-provider-enabled-help')}</p>
        </div>
      ) : (
        <p className="muted">{t('identity-provider-new-text')}</p>
      )}
    </>
  );
}

function Domains({ domains }: { domains: Provider['domains'] }) {
  const t = useT();
  return (
    <ul className="domain-states" aria-label={t('identity-provider-domains')}>
      {domains.map(({ name, is_verified }) => (
        <li key={name}>
          <span>{name}</span>
          <Chip tone={is_verified ? 'good' : 'warn'}>
            {t(is_verified ? 'identity-domain-verified' : 'identity-domain-waits')}
          </Chip>
        </li>
      ))}
    </ul>
  );
}
