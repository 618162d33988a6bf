import { useLocaleState } from 'ra-core';
import { useId, useMemo } from 'react';
import { countriesIn } from './countries';
import { Field } from './Field';
import { useT } from './useT';

/** A country by its name. */
export function CountrySelect(props: {
  label: string;
  help?: string;
  error?: string;
  value: string;
  /** What the empty choice says, where there is one to be made. */
  none?: string;
  onChange: (code: string) => void;
}) {
  const { label, help, error, value, none, onChange } = props;
  const t = useT();
  const id = useId();
  const [locale] = useLocaleState();
  const countries = useMemo(() => countriesIn(locale, value), [locale, value]);
  return (
    <Field id={id} label={label} help={help} error={error}>
      <select className="select" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{none ?? t('ui-country-choose')}</option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}
