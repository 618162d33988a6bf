import { useGetList } from 'ra-core';
import { useState } from 'react';
import type { Company } from '../../../api/models';
import { Field } from '../../../ui/Field';
import { useT } from '../../../ui/useT';

const SHOWN = 20;

/** Finds a company by words of its name or the beginning of its code. */
export function CompanyPicker(props: {
  id: string;
  label: string;
  help?: string;
  error?: string;
  chosen: string;
  /** Its name, where it is known already. */
  chosenName?: string;
  onChange: (id: string, name: string) => void;
}) {
  const { id, chosen, chosenName, onChange } = props;
  const t = useT();
  const [words, setWords] = useState(chosenName ?? '');
  const { data = [] } = useGetList<Company>(
    'companies',
    { filter: { q: words.trim() }, pagination: { page: 1, perPage: SHOWN } },
    { enabled: words.trim().length > 1 },
  );
  const label = (company: Company) => `${company.name} (${company.code})`;
  const type = (typed: string) => {
    setWords(typed);
    const found = data.find((company) => label(company) === typed);
    onChange(found ? String(found.id) : '', found?.name ?? '');
  };
  const missing = words && !chosen ? t('identity-company-pick') : undefined;
  return (
    <>
      <Field id={id} label={props.label} help={missing ?? props.help} error={props.error}>
        <input
          type="text"
          list={`${id}-list`}
          autoComplete="off"
          value={words}
          onChange={(event) => type(event.target.value)}
        />
      </Field>
      <datalist id={`${id}-list`}>
        {data.map((company) => (
          <option key={company.id} value={label(company)} />
        ))}
      </datalist>
    </>
  );
}
