import { useQueryClient } from '@tanstack/react-query';
import { useCreate, useNotify } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { Dialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { CompanyPicker } from './CompanyPicker';
import { ALL, ScopeFields } from './ScopeFields';
import { useRoles } from './useRoles';

/** Invites somebody into a role: of the staff, or of a company. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [create] = useCreate();
  const { grantable } = useRoles();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [roleId, setRoleId] = useState('');
  const [companyId, setCompanyId] = useState('');
  const [scopes, setScopes] = useState(ALL);
  const { busy, failure, errors, save } = useSaving();
  const role = grantable.find((each) => each.id === roleId);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const data = {
      email: email.trim(),
      role_id: roleId,
      ...(name.trim() ? { name: name.trim() } : {}),
      ...(role?.audience === 'buyer' && companyId ? { company_id: companyId } : {}),
      ...(role?.audience === 'staff' ? { scopes } : {}),
    };
    const done = await save(async () => {
      await create('invitations', { data }, { returnPromise: true });
      await queryClient.invalidateQueries({ queryKey: ['invitations'] });
    });
    if (!done) return;
    notify('identity-invited', { messageArgs: { email: data.email } });
    onClose();
  };

  return (
    <Dialog title={t('identity-invite-title')} onClose={onClose} dismissable={!busy}>
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {failure !== null && <ErrorNotice error={failure} />}
        <Field id={`${id}-email`} label={t('identity-column-email')} error={errors.email}>
          <input type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <Field id={`${id}-name`} label={t('identity-name-optional')} error={errors.name}>
          <input type="text" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field id={`${id}-role`} label={t('identity-role')} error={errors.role_id}>
          <select
            className="select"
            value={roleId}
            onChange={(event) => setRoleId(event.target.value)}
          >
            <option value="">{t('identity-role-choose')}</option>
            {grantable.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name} – {t(`identity-audience-${each.audience}`)}
              </option>
            ))}
          </select>
        </Field>
        {role?.audience === 'buyer' && (
          <CompanyPicker
            id={`${id}-company`}
            label={t('identity-company')}
            help={t('identity-company-help')}
            error={errors.company_id}
            chosen={companyId}
            onChange={setCompanyId}
          />
        )}
        {role?.audience === 'staff' && <ScopeFields scopes={scopes} onChange={setScopes} />}
        <p className="muted">{t('identity-invite-text')}</p>
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy || !roleId}>
            {t('identity-invite-send')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
