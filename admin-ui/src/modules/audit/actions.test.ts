import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bundleOf } from '../../app/i18n';
import en from '../../app/texts.en';
import it from '../../app/texts.it';
import pl from '../../app/texts.pl';
import { ACTIONS, groupsOfActions, SUBJECTS } from './actions';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const files = ['core', 'modules'].flatMap((folder) =>
  readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\/src\/.*\.rs$/.test(path) && !/tests|testkit/.test(path))
    .map((path) => ({ path, text: readFileSync(`${root}${folder}/${path}`, 'utf8') })),
);
const bundles = { en: bundleOf('en', en), pl: bundleOf('pl', pl), it: bundleOf('it', it) };

const found = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/** Refusals that read like something that was done, and stand where they are said. */
const REFUSALS = [
  'approvals.budget_exhausted',
  'approvals.nobody_named',
  'freight.not_ordered',
  'promotions.too_many_named',
];

/** Names in the past tense, as actions have them, that are neither events nor refusals. */
function likelyActions(): string[] {
  const said = (path: RegExp) =>
    files
      .filter((file) => path.test(file.path))
      .flatMap(({ text }) =>
        found(text, /"([a-z]+\.[a-z_]+(?:(?<!need|requir)ed|_made|_set|_sent|_reset))"/g),
      );
  const others = new Set([...said(/manifest|error/), ...REFUSALS]);
  return said(/\/(service|routes)\//).filter((name) => !others.has(name));
}

describe('actions of the audit trail', () => {
  const recorded = files.flatMap(({ text }) =>
    found(text, /(?:Change::new\(|record\(&?tx,)\s*"([a-z._]+)"/g),
  );

  test('every action that the engines and modules record is known here', () => {
    expect(recorded.length).toBeGreaterThan(50);
    const known = new Set<string>(ACTIONS);
    const missing = [...recorded, ...likelyActions()].filter((action) => !known.has(action));
    expect([...new Set(missing)].sort()).toEqual([]);
  });

  test('no action is known that nothing records', () => {
    const all = files.map(({ text }) => text).join('\n');
    expect(ACTIONS.filter((action) => !all.includes(`"${action}"`))).toEqual([]);
  });

  test('every kind of thing is known', () => {
    const kinds = files.flatMap(({ text }) =>
      found(text, /Change::new\(\s*[\w".]+,\s*"([a-z_]+)"/g),
    );
    expect(kinds.length).toBeGreaterThan(50);
    expect([...new Set(kinds)].filter((kind) => !(kind in SUBJECTS))).toEqual([]);
  });

  test('every action, owner and kind has words in every language', () => {
    const keys = [
      ...ACTIONS.map((action) => `audit-action-${action.replace('.', '-')}`),
      ...groupsOfActions().map(([owner]) => `audit-group-${owner}`),
      ...Object.keys(SUBJECTS).map((kind) => `audit-subject-${kind}`),
    ];
    for (const [language, bundle] of Object.entries(bundles)) {
      const missing = keys.filter((key) => !bundle.hasMessage(key));
      expect({ language, missing }).toEqual({ language, missing: [] });
    }
  });
});
