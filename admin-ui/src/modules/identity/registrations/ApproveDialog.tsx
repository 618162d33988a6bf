import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useGetList, useNotify } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import type { KontorDataProvider } from '../../../api/dataProvider';
import type { Permission, Registration } from '../../../api/models';
import { Dialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { CompanyPicker } from '../people/CompanyPicker';
import { useRoles } from '../people/useRoles';

/** Lets somebody in: into a company that is known, or a new one. */
export function ApproveDialog(props: { registration: Registration; onClose: () => void }) {
  const { registration, onClose } = props;
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const dataProvider = useDataProvider<KontorDataProvider>();
  const { grantable } = useRoles();
  const { data: known = [] } = useGetList<Permission>('permissions', { pagination: undefined });
  const suggested = registration.suggestions[0]?.company;
  const [joins, setJoins] = useState(Boolean(suggested));
  const [companyId, setCompanyId] = useState(String(suggested?.id ?? ''));
  const [code, setCode] = useState('');
  const [roleId, setRoleId] = useState('');
  const [permissions, setPermissions] = useState(registration.requested_permissions);
  const { busy, failure, errors, save } = useSaving();
  const isConsumer = registration.kind === 'consumer';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const data = {
      ...(joins && companyId ? { company_id: companyId } : {}),
      ...(!joins && code.trim() ? { company_code: code.trim() } : {}),
      ...(roleId ? { role_id: roleId } : {}),
      permissions,
    };
    const done = await save(async () => {
      try {
        await dataProvider.act('registrations', { id: registration.id, step: 'approve', data });
      } finally {
        await queryClient.invalidateQueries({ queryKey: ['registrations'] });
      }
    });
    if (!done) return;
    notify('identity-registration-approved-now');
    onClose();
  };

  const toggle = (name: string, on: boolean) =>
    setPermissions(on ? [...permissions, name] : permissions.filter((each) => each !== name));

  return (
    <Dialog title={t('identity-registration-approve')} onClose={onClose} dismissable={!busy}>
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {failure !== null && <ErrorNotice error={failure} />}
        {!isConsumer && (
          <label className="check">
            <input
              type="checkbox"
              checked={joins}
              onChange={(event) => setJoins(event.target.checked)}
            />
            {t('identity-registration-joins')}
          </label>
        )}
        {joins ? (
          <CompanyPicker
            id={`${id}-company`}
            label={t('identity-company')}
            error={errors.company_id}
            chosen={companyId}
            chosenName={suggested ? `${suggested.name} (${suggested.code})` : undefined}
            onChange={setCompanyId}
          />
        ) : (
          <Field
            id={`${id}-code`}
            label={t('identity-registration-code')}
            help={t('identity-registration-code-help')}
            error={errors.company_code}
          >
            <input
              type="text"
              className="input code"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          </Field>
        )}
        <Field
          id={`${id}-role`}
          label={t('identity-role')}
          help={t('identity-registration-role-help')}
          error={errors.role_id}
        >
          <select
            className="select"
            value={roleId}
            onChange={(event) => setRoleId(event.target.value)}
          >
            <option value="">{t('identity-registration-role-usual')}</option>
            {grantable
              .filter(({ audience, company }) => audience === 'buyer' && !company)
              .map((role) => (
                <option key={role.id} value={role.id}>
                  {role.name}
                </option>
              ))}
          </select>
        </Field>
        {registration.requested_permissions.length > 0 && (
          <fieldset className="field bare">
            <legend>{t('identity-registration-wishes')}</legend>
            <div className="check-list">
              {registration.requested_permissions.map((name) => (
                <label key={name} className="check">
                  <input
                    type="checkbox"
                    checked={permissions.includes(name)}
                    onChange={(event) => toggle(name, event.target.checked)}
                  />
                  {known.find((permission) => permission.name === name)?.title ?? name}
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy || (joins && !companyId)}>
            {t('identity-registration-approve')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
