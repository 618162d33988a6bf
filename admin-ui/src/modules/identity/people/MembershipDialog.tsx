import { useQueryClient } from '@tanstack/react-query';
import { useGetList, useNotify } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { api } from '../../../api/http';
import type { Membership, Person, Scopes } from '../../../api/models';
import { Dialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { CompanyPicker } from './CompanyPicker';
import { useRoles } from './useRoles';

const ALL: Scopes = {
  companies: [],
  territories: [],
  warehouses: [],
  legal_entities: [],
  own_customers: false,
};

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

interface Named {
  id: string;
  name: string;
}

/** How far a membership of the staff reaches. Kinds where nothing is ticked do not narrow. */
function ScopeFields(props: { scopes: Scopes; onChange: (scopes: Scopes) => void }) {
  const { scopes, onChange } = props;
  const t = useT();
  return (
    <fieldset className="bare stack">
      <legend className="form-section">{t('identity-reach')}</legend>
      <p className="muted">{t('identity-reach-help')}</p>
      <label className="check">
        <input
          type="checkbox"
          checked={scopes.own_customers}
          onChange={(event) => onChange({ ...scopes, own_customers: event.target.checked })}
        />
        {t('identity-reach-own-customers')}
      </label>
      {(['territories', 'warehouses', 'legal_entities'] as const).map((kind) => (
        <ScopeList
          key={kind}
          kind={kind}
          chosen={scopes[kind]}
          onChange={(ids) => onChange({ ...scopes, [kind]: ids })}
        />
      ))}
      <CompaniesScope
        chosen={scopes.companies}
        onChange={(companies) => onChange({ ...scopes, companies })}
      />
    </fieldset>
  );
}

const RESOURCE = {
  territories: 'territories',
  warehouses: 'warehouses',
  legal_entities: 'legal-entities',
} as const;

function ScopeList(props: {
  kind: keyof typeof RESOURCE;
  chosen: string[];
  onChange: (ids: string[]) => void;
}) {
  const { kind, chosen, onChange } = props;
  const t = useT();
  const { data = [] } = useGetList<Named>(RESOURCE[kind], { pagination: undefined });
  if (data.length === 0) return null;
  const toggle = (id: string, on: boolean) =>
    onChange(on ? [...chosen, id] : chosen.filter((known) => known !== id));
  return (
    <fieldset className="field bare">
      <legend>{t(`identity-scope-${RESOURCE[kind]}`)}</legend>
      <div className="check-list">
        {data.map(({ id, name }) => (
          <label key={id} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) => toggle(id, event.target.checked)}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Companies named one by one: added by search, taken off by a tick. */
function CompaniesScope(props: { chosen: string[]; onChange: (ids: string[]) => void }) {
  const { chosen, onChange } = props;
  const t = useT();
  const id = useId();
  const [names, setNames] = useState<Record<string, string>>({});
  const [round, setRound] = useState(0);
  const add = (company: string, name: string) => {
    if (!company || chosen.includes(company)) return;
    setNames({ ...names, [company]: name });
    onChange([...chosen, company]);
    setRound(round + 1);
  };
  return (
    <div className="stack">
      <CompanyPicker
        key={round}
        id={`${id}-add`}
        label={t('identity-scope-companies')}
        help={t('identity-scope-companies-help')}
        chosen=""
        onChange={add}
      />
      <div className="check-list">
        {chosen.map((company) => (
          <label key={company} className="check">
            <input
              type="checkbox"
              checked
              onChange={() => onChange(chosen.filter((known) => known !== company))}
            />
            {names[company] ?? company}
          </label>
        ))}
      </div>
    </div>
  );
}
