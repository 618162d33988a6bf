// Words come from Fluent files: one folder `locales` per module, the same keys in every language.
// Dots in a key become hyphens, because Fluent names hold no dots: orders.title → orders-title.
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { I18nProvider } from 'ra-core';

export const LANGUAGES = [
  { locale: 'en', name: 'English' },
  { locale: 'pl', name: 'Polski' },
  { locale: 'it', name: 'Italiano' },
] as const;

export type Language = (typeof LANGUAGES)[number]['locale'];

type Texts = { default: Record<string, string> };

// Each language is one chunk, so that a visitor loads the words of one language only.
const loaders: Record<Language, () => Promise<Texts>> = {
  en: () => import('./texts.en'),
  pl: () => import('./texts.pl'),
  it: () => import('./texts.it'),
};

const STORED = 'kontor.language';

/** The stored choice, or the first of the browser's languages that we speak. */
export function initialLanguage(preferred: readonly string[] = navigator.languages): Language {
  for (const tag of [stored(), ...preferred]) {
    const known = LANGUAGES.find(({ locale }) => tag?.toLowerCase().startsWith(locale));
    if (known) return known.locale;
  }
  return 'en';
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

/** One bundle from the Fluent files of all modules. */
export function bundleOf(locale: string, files: Record<string, string>): FluentBundle {
  // Isolation marks would travel with copied text; our placeables are numbers and names in one script.
  const bundle = new FluentBundle(locale, { useIsolating: false });
  for (const text of Object.values(files)) bundle.addResource(new FluentResource(text));
  return bundle;
}

/** A key in dots or hyphens, as the Fluent files name it. */
export function fluentKey(key: string): string {
  return key.replaceAll('.', '-');
}

/** The text for a key; `_` in the values is the text to use when the key is unknown. */
export function translateWith(
  bundle: FluentBundle,
  key: string,
  values: Record<string, unknown> = {},
): string {
  const message = bundle.getMessage(fluentKey(key));
  if (!message?.value) return typeof values._ === 'string' ? values._ : key;
  return bundle.formatPattern(message.value, fluentValues(values), []);
}

function fluentValues(values: Record<string, unknown>): Record<string, string | number> {
  const usable = Object.entries(values).filter(
    ([name, value]) => name !== '_' && (typeof value === 'string' || typeof value === 'number'),
  );
  return Object.fromEntries(usable) as Record<string, string | number>;
}

/** Loads the first language and returns the provider react-admin translates with. */
export async function createI18nProvider(): Promise<I18nProvider> {
  let locale: Language = initialLanguage();
  let bundle = bundleOf(locale, (await loaders[locale]()).default);
  document.documentElement.lang = locale;
  return {
    translate: (key, values) => translateWith(bundle, key, values),
    async changeLocale(next) {
      const language = next as Language;
      bundle = bundleOf(language, (await loaders[language]()).default);
      locale = language;
      document.documentElement.lang = language;
      try {
        localStorage.setItem(STORED, language);
      } catch {
        // Without storage the choice lasts until the page is closed.
      }
    },
    getLocale: () => locale,
    getLocales: () => [...LANGUAGES],
  };
}
