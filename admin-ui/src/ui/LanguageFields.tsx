import { LANGUAGES } from '../app/i18n';
import { Field } from './Field';

/** A text by language; languages without one are left out. */
export type ByLanguage = Record<string, string>;

/** One field for each language that the admin knows. */
export function LanguageFields(props: {
  id: string;
  /** The field's name; it becomes the form path of faults: `labels.en`. */
  name: string;
  label: (language: string) => string;
  help?: string;
  texts: ByLanguage;
  errors: Record<string, string>;
  /** Languages that are asked for elsewhere. */
  except?: string;
  onChange: (texts: ByLanguage) => void;
}) {
  const { id, name, label, help, texts, errors, onChange } = props;
  const languages = LANGUAGES.filter(({ locale }) => locale !== props.except);
  // What is wrong with the whole stands beside the first language.
  const whole = (index: number) => (index === 0 ? errors[name] : undefined);
  return (
    <div className="form-row">
      {languages.map(({ locale, name: language }, index) => (
        <Field
          key={locale}
          id={`${id}-${name}-${locale}`}
          label={label(language)}
          help={index === 0 ? help : undefined}
          error={errors[`${name}.${locale}`] ?? whole(index)}
        >
          <input
            type="text"
            lang={locale}
            value={texts[locale] ?? ''}
            onChange={(event) => onChange({ ...texts, [locale]: event.target.value })}
          />
        </Field>
      ))}
    </div>
  );
}

/** The same texts without languages that were left empty. */
export function withoutEmpty(texts: ByLanguage): ByLanguage {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
}
