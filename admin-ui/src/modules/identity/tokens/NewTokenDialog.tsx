import { useGetList } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { api } from '../../../api/http';
import type { ApiToken, Permission } from '../../../api/models';
import { useSession } from '../../../api/session';
import { Dialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { Segments } from '../../../ui/filters';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { CopyField } from '../providers/CopyField';
import { groupsOf } from '../roles/groups';

const DAYS = [7, 30, 90, 365];

/** Makes a token for oneself: for what, for how long, and how much of what one may do. */
export function NewTokenDialog(props: { onMade: () => void; onClose: () => void }) {
  const t = useT();
  const [made, setMade] = useState<ApiToken | null>(null);
  if (made) return <Made token={made} onClose={props.onClose} />;
  const done = (token: ApiToken) => {
    setMade(token);
    props.onMade();
  };
  return (
    <Dialog title={t('identity-token-make')} onClose={props.onClose}>
      <Form onMade={done} onClose={props.onClose} />
    </Dialog>
  );
}

function Form(props: { onMade: (token: ApiToken) => void; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const [name, setName] = useState('');
  const [days, setDays] = useState(90);
  const [reach, setReach] = useState('some');
  const [chosen, setChosen] = useState<string[]>([]);
  const { busy, failure, errors, save } = useSaving();
  const isReady = name.trim() !== '' && (reach === 'all' || chosen.length > 0);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const expires_at = new Date(Date.now() + days * 86_400_000).toISOString();
    const scopes = reach === 'all' ? {} : { permissions: chosen };
    const body = { name: name.trim(), expires_at, ...scopes };
    save(async () => {
      props.onMade(await api<ApiToken>('/api-tokens', { method: 'POST', body, creates: true }));
    });
  };

  return (
    <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      <Field
        id={`${id}-name`}
        label={t('identity-column-name')}
        help={t('identity-token-name-help')}
        error={errors.name}
      >
        <input
          type="text"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field id={`${id}-days`} label={t('identity-token-days')} error={errors.expires_at}>
        <select
          className="select"
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
        >
          {DAYS.map((count) => (
            <option key={count} value={count}>
              {t('identity-days', { count })}
            </option>
          ))}
        </select>
      </Field>
      <div className="field">
        <Segments
          label={t('identity-token-scopes')}
          value={reach}
          choices={[
            { value: 'some', label: t('identity-token-some') },
            { value: 'all', label: t('identity-token-everything') },
          ]}
          onChange={setReach}
        />
        {reach === 'all' && <p className="field-help">{t('identity-token-everything-help')}</p>}
      </div>
      {reach === 'some' && <Scopes chosen={chosen} onChange={setChosen} />}
      {errors.permissions && <p className="field-error">{errors.permissions}</p>}
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={busy || !isReady}>
          {t('identity-token-make')}
        </button>
        <button type="button" className="button" onClick={props.onClose} disabled={busy}>
          {t('ui-go-back')}
        </button>
      </div>
    </form>
  );
}

/** What one holds oneself, by module, in the words of the roles. */
function Scopes(props: { chosen: string[]; onChange: (chosen: string[]) => void }) {
  const { chosen, onChange } = props;
  const { permissions: held } = useSession();
  const { data = [] } = useGetList<Permission>('permissions', { pagination: undefined });
  const known = new Set(data.map(({ name }) => name));
  // Whoever may not see the list of permissions still knows their own by name.
  const unnamed = held.filter((name) => !known.has(name));
  const toggle = (name: string, on: boolean) =>
    onChange(on ? [...chosen, name] : chosen.filter((each) => each !== name));
  const box = (name: string, title: string) => (
    <label key={name} className="check" title={name}>
      <input
        type="checkbox"
        checked={chosen.includes(name)}
        onChange={(event) => toggle(name, event.target.checked)}
      />
      {title}
    </label>
  );
  return (
    <div className="permission-groups scroll-box">
      {groupsOf(data.filter(({ name }) => held.includes(name))).map((group) => (
        <fieldset key={group.module} className="field bare">
          <legend>{group.name}</legend>
          <div className="check-list">
            {group.permissions.map(({ name, title }) => box(name, title))}
          </div>
        </fieldset>
      ))}
      {data.length === 0 && (
        <div className="check-list">{unnamed.map((name) => box(name, name))}</div>
      )}
    </div>
  );
}

function Made({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog
      title={t('identity-token-made', { name: token.name })}
      dismissable={false}
      onClose={onClose}
    >
      <div className="dialog-text stack">
        <Notice tone="info">{t('identity-token-once')}</Notice>
        <CopyField label={t('identity-token')} value={token.token ?? ''} />
      </div>
      <div className="dialog-actions">
        <button type="button" className="button primary" onClick={onClose}>
          {t('identity-token-kept')}
        </button>
      </div>
    </Dialog>
  );
}
