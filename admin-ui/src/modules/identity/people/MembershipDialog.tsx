import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { api } from '../../../api/http';
import type { Membership, Person } from '../../../api/models';
import { Dialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { CompanyPicker } from './CompanyPicker';
import { ALL, ScopeFields } from './ScopeFields';
import { useRoles } from './useRoles';

/** Gives a person a membership, or changes the role and reach of one. */
export function MembershipDialog(props: {
  person: Person;
  known?: Membership;
  onClose: () => void;
}) {
  const { person, known, onClose } = props;
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { grantable, roles } = useRoles();
  const [roleId, setRoleId] = useState<string>(known?.role.id ?? '');
  const [companyId, setCompanyId] = useState('');
  const [scopes, setScopes] = useState(known?.scopes ?? ALL);
  const { busy, failure, errors, save } = useSaving();
  const role = roles.find((each) => each.id === roleId);
  const offered = grantable.filter((each) => !known || each.audience === known.audience);
  const isStaff = role?.audience === 'staff';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await save(async () => {
      if (known) {
        const body = { role_id: roleId, ...(isStaff ? { scopes } : {}) };
        await api(`/admin/memberships/${known.id}`, { method: 'PATCH', body });
      } else {
        const body = {
          role_id: roleId,
          ...(isStaff ? { scopes } : {}),
          ...(!isStaff && companyId ? { company_id: companyId } : {}),
        };
        const path = `/admin/people/${person.user_id}/memberships`;
        await api(path, { method: 'POST', body, creates: true });
      }
      await queryClient.invalidateQueries({ queryKey: ['people'] });
    });
    if (!done) return;
    notify('identity-membership-saved');
    onClose();
  };

  return (
    <Dialog
      title={t(known ? 'identity-membership-change-title' : 'identity-membership-add')}
      onClose={onClose}
      dismissable={!busy}
    >
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {failure !== null && <ErrorNotice error={failure} />}
        <Field id={`${id}-role`} label={t('identity-role')} error={errors.role_id}>
          <select
            className="select"
            value={roleId}
            onChange={(event) => setRoleId(event.target.value)}
          >
            <option value="">{t('identity-role-choose')}</option>
            {known && !offered.some((each) => each.id === known.role.id) && (
              <option value={known.role.id}>{known.role.name}</option>
            )}
            {offered.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name} – {t(`identity-audience-${each.audience}`)}
              </option>
            ))}
          </select>
        </Field>
        {!known && role?.audience === 'buyer' && (
          <CompanyPicker
            id={`${id}-company`}
            label={t('identity-company')}
            help={t('identity-company-help')}
            error={errors.company_id}
            chosen={companyId}
            onChange={setCompanyId}
          />
        )}
        {isStaff && <ScopeFields scopes={scopes} onChange={setScopes} />}
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy || !roleId}>
            {t('identity-membership-save')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
