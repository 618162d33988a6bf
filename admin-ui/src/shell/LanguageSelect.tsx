import { useQueryClient } from '@tanstack/react-query';
import { useLocaleState } from 'ra-core';
import { LANGUAGES } from '../app/i18n';
import { useT } from '../ui/useT';

export function LanguageSelect() {
  const t = useT();
  const [locale, setLocale] = useLocaleState();
  const queryClient = useQueryClient();
  // What the server has said so far is in the former language.
  const change = async (next: string) => {
    await setLocale(next);
    await queryClient.invalidateQueries();
  };
  return (
    <select
      className="select quiet"
      aria-label={t('shell-language')}
      value={locale}
      onChange={(event) => void change(event.target.value)}
    >
      {LANGUAGES.map((language) => (
        <option key={language.locale} value={language.locale}>
          {language.name}
        </option>
      ))}
    </select>
  );
}
