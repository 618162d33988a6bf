import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bundleOf, translateWith } from '../app/i18n';
import en from '../app/texts.en';
import it from '../app/texts.it';
import pl from '../app/texts.pl';
import { ACTIONS } from '../modules/audit/actions';
import { ApiError, fieldErrors, problemSentence } from './problem';

const core = fileURLToPath(new URL('../../../core/', import.meta.url));
const bundles = { en: bundleOf('en', en), pl: bundleOf('pl', pl), it: bundleOf('it', it) };
const in_ = (language: keyof typeof bundles) => (key: string, values?: Record<string, unknown>) =>
  translateWith(bundles[language], key, values);

/** Names such as "identity.wrong_code" in the sources of an engine that are neither actions, events nor jobs. */
function codesOf(engine: string): string[] {
  const source = `${core}${engine}/src/`;
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.rs') && !/tests|manifest/.test(path),
  );
  const name = new RegExp(`"(${engine}\\.[a-z_]+)"`, 'g');
  const found = files.flatMap((path) => {
    const text = readFileSync(source + path, 'utf8').replaceAll(/const \w+: &str = "[^"]*"/g, '');
    return [...text.matchAll(name)].map((match) => match[1] ?? '');
  });
  const actions = new Set<string>(ACTIONS);
  return [...new Set(found)].filter((code) => !actions.has(code)).sort();
}

/** Whether the server says it in a language itself; its sentence then comes as the detail. */
function isSaidByServer(engine: string, language: string, key: string): boolean {
  return (
    readFileSync(`${core}${engine}/locales/${language}.ftl`, 'utf8').match(
      new RegExp(`^${key}[-_ ]`, 'm'),
    ) !== null
  );
}

describe('problems in words', () => {
  test.each(['identity', 'attributes', 'audit', 'operator'])('every code of %s', (engine) => {
    const codes = codesOf(engine);
    expect(codes.length).toBeGreaterThan(2);
    for (const [language, bundle] of Object.entries(bundles)) {
      const missing = codes.filter((code) => {
        const key = `problem-${code.replace('.', '-')}`;
        return !bundle.hasMessage(key) && !isSaidByServer(engine, language, key);
      });
      expect({ language, missing }).toEqual({ language, missing: [] });
    }
  });

  const refusal = {
    title: 'Unprocessable',
    status: 422,
    code: 'identity.bad_field',
    detail: 'Write 3 to 500 characters.',
    errors: [
      { pointer: '/reason', code: 'identity.bad_field', detail: 'Write 3 to 500 characters.' },
      { pointer: '/email', code: 'identity.no_such_channel', detail: 'There is no such channel.' },
      { pointer: '/other', code: 'nobody.knows', detail: 'Something else.' },
    ],
  };

  test('a sentence of ours may quote what only the server knows', () => {
    const sentence = problemSentence(new ApiError(refusal), in_('it'));
    expect(sentence).toBe('Questo valore non si può accettare: Write 3 to 500 characters.');
    expect(problemSentence(new ApiError(refusal), in_('en'))).toBe('Write 3 to 500 characters.');
  });

  test('fields at fault are told in the language of the reader', () => {
    expect(fieldErrors(refusal, in_('pl'))).toEqual({
      reason: 'Tej wartości nie można przyjąć: Write 3 to 500 characters.',
      email: 'Nie ma takiego kanału.',
      other: 'Something else.',
    });
  });

  test('without a detail the sentence for the status stands', () => {
    const bare = { title: 'Conflict', status: 409, code: 'identity.role_held' };
    expect(problemSentence(new ApiError(bare), in_('en'))).toMatch(/^Somebody changed this/);
  });
});
