import { useLocaleState } from 'ra-core';
import { LANGUAGES } from '../app/i18n';
import { useT } from '../ui/useT';

export function LanguageSelect() {
  const t = useT();
  const [locale, setLocale] = useLocaleState();
  return (
    <select
      className="select quiet"
      aria-label={t('shell-language')}
      value={locale}
      onChange={(event) => setLocale(event.target.value)}
    >
      {LANGUAGES.map((language) => (
        <option key={language.locale} value={language.locale}>
          {language.name}
        </option>
      ))}
    </select>
  );
}
