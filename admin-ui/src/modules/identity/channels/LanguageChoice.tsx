import { LANGUAGES } from '../../../app/i18n';
import { MoveButtons } from '../../../ui/MoveButtons';
import { useT } from '../../../ui/useT';
import { Chip } from '../../../ui/values';
import './channels.css';

/** The languages of a channel in their order; the first one is the usual one. */
export function LanguageChoice(props: {
  chosen: string[];
  error?: string;
  onChange: (chosen: string[]) => void;
}) {
  const { chosen, error, onChange } = props;
  const t = useT();
  const nameOf = (locale: string) =>
    LANGUAGES.find((language) => language.locale === locale)?.name ?? locale;
  const others = LANGUAGES.map(({ locale }) => locale).filter((locale) => !chosen.includes(locale));
  const toggle = (locale: string, on: boolean) =>
    onChange(on ? [...chosen, locale] : chosen.filter((known) => known !== locale));
  const move = (index: number, steps: -1 | 1) => {
    const next = [...chosen];
    next.splice(index + steps, 0, ...next.splice(index, 1));
    onChange(next);
  };
  return (
    <fieldset className={error ? 'field bare wrong' : 'field bare'}>
      <legend>{t('identity-languages')}</legend>
      <ul className="language-rows">
        {[...chosen, ...others].map((locale, index) => (
          <li key={locale}>
            <label className="check">
              <input
                type="checkbox"
                checked={index < chosen.length}
                onChange={(event) => toggle(locale, event.target.checked)}
              />
              {nameOf(locale)}
            </label>
            {index === 0 && chosen.length > 0 && (
              <Chip tone="info">{t('identity-language-usual')}</Chip>
            )}
            {index < chosen.length && chosen.length > 1 && (
              <MoveButtons
                name={nameOf(locale)}
                isFirst={index === 0}
                isLast={index === chosen.length - 1}
                onMove={(steps) => move(index, steps)}
              />
            )}
          </li>
        ))}
      </ul>
      {error ? (
        <p className="field-error">{error}</p>
      ) : (
        <p className="field-help">{t('identity-languages-help')}</p>
      )}
    </fieldset>
  );
}
