import { I18nContext } from 'ra-core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { describe, expect, test } from 'vitest';
import { bundleOf, translateWith } from '../../../app/i18n';
import en from '../../../app/texts.en';
import { Verdict } from './Verdict';
import type { GivenAssortment, Visibility } from './wire';

const bundle = bundleOf('en', en);
const words = {
  translate: (key: string, values?: Record<string, unknown>) => translateWith(bundle, key, values),
  changeLocale: () => Promise.resolve(),
  getLocale: () => 'en',
  getLocales: () => [],
};

const given: GivenAssortment = {
  id: 'a',
  code: 'SHOWROOM',
  name: 'Showroom',
  by: 'guests',
  subject_id: null,
  says: 'category_left_out',
  category: 'saws',
};

const whole = { shows: true, assortments: [] };
const visibility: Visibility = {
  sku: 'SAW-1',
  name: 'Saw',
  company_id: null,
  channel_id: null,
  date: '2026-11-30',
  is_visible: false,
  is_archived: false,
  is_published: true,
  frame: whole,
  own: { shows: false, assortments: [given] },
};

function shown(change: Partial<Visibility> = {}) {
  const verdict = createElement(Verdict, { of: { ...visibility, ...change } });
  const page = createElement(MemoryRouter, null, verdict);
  const html = renderToStaticMarkup(createElement(I18nContext.Provider, { value: words }, page));
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

describe('who sees what', () => {
  test('the answer stands first, and the assortment that hides the product says why', () => {
    const text = shown();
    expect(text.indexOf('Not seen')).toBeLessThan(text.indexOf('What decides it'));
    expect(text).toContain('By guests, today.');
    expect(text).toContain('Showroom Guests · leaves out the category saws');
    expect(text).toContain('The channel has none, so it hides nothing.');
    expect(text.match(/Hides it/g)).toHaveLength(1);
  });

  test('whoever is given nothing sees everything that is on sale', () => {
    const text = shown({ is_visible: true, own: whole, company_id: 'c' });
    expect(text).toContain('By the people of this company, today.');
    expect(text).toContain('The company is given none, so nothing is hidden from it.');
    expect(text).not.toContain('Hides it');
  });

  test('what is not on sale is seen by nobody, whatever assortments say', () => {
    expect(shown({ is_archived: true, own: whole })).toContain('The product is archived.');
    const unpublished = shown({ is_published: false, own: whole });
    expect(unpublished).toContain('The product is not published on this channel.');
    expect(unpublished.match(/Hides it/g)).toHaveLength(1);
  });
});
