import { useGetList } from 'ra-core';
import { useId, useState } from 'react';
import type { Scopes } from '../../../api/models';
import { useRecordName } from '../../../ui/RecordTag';
import { useT } from '../../../ui/useT';
import { CompanyPicker } from './CompanyPicker';

/** A reach that nothing narrows. */
export const ALL: Scopes = {
  companies: [],
  territories: [],
  warehouses: [],
  legal_entities: [],
  own_customers: false,
};

interface Named {
  id: string;
  name: string;
  archived?: boolean;
}

/** How far a membership of the staff reaches. Kinds where nothing is ticked do not narrow. */
export function ScopeFields(props: { scopes: Scopes; onChange: (scopes: Scopes) => void }) {
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
  const offered = data.filter(({ id, archived }) => !archived || chosen.includes(id));
  if (offered.length === 0) return null;
  const toggle = (id: string, on: boolean) =>
    onChange(on ? [...chosen, id] : chosen.filter((known) => known !== id));
  return (
    <fieldset className="field bare">
      <legend>{t(`identity-scope-${RESOURCE[kind]}`)}</legend>
      <div className="check-list">
        {offered.map(({ id, name }) => (
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
  const [round, setRound] = useState(0);
  const add = (company: string) => {
    if (!company || chosen.includes(company)) return;
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
            <CompanyWords id={company} />
          </label>
        ))}
      </div>
    </div>
  );
}

function CompanyWords({ id }: { id: string }) {
  return useRecordName('companies', id);
}
