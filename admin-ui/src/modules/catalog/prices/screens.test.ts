import { I18nContext } from 'ra-core';
import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test, vi } from 'vitest';
import { bundleOf, translateWith } from '../../../app/i18n';
import en from '../../../app/texts.en';
import { keyed } from '../taxes/rows';
import { EndingPreview } from './EndingEditor';
import { PriceChain } from './PriceChain';
import { RulesEditor } from './RulesEditor';
import { BLANK, MOST_RULES, NAMES } from './rules';
import { WhatIfAnswer } from './WhatIfAnswer';
import type { PriceExplanation, Step, Sums, WhatIf } from './wire';

vi.stubGlobal('navigator', { languages: ['en-GB'] });

const bundle = bundleOf('en', en);
const words = {
  translate: (key: string, values?: Record<string, unknown>) => translateWith(bundle, key, values),
  changeLocale: () => Promise.resolve(),
  getLocale: () => 'en',
  getLocales: () => [],
};

/** The markup, and what of it can be read, with single spaces. */
function shown(element: ReactElement) {
  const html = renderToStaticMarkup(createElement(I18nContext.Provider, { value: words }, element));
  const text = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  return { html, text };
}

const silent: Step = {
  price_list: 'DEAL',
  name: 'Agreed with Nowak',
  level: 'contract',
  outcome: 'no_price',
  text: 'It has no price for this product on that day.',
  unit_price: null,
  won: false,
  rule: null,
};

const won: Step = {
  price_list: 'DEALERS',
  name: 'Dealers',
  level: 'group',
  outcome: 'price',
  text: '17.99 EUR for 1, from 1 on.',
  unit_price: '17.99',
  won: true,
  rule: {
    number: 2,
    when: 'weight > 500',
    formula: 'price * 0.9',
    base_price: '20.00',
    cost: null,
    computed: '18.00',
    ended: '17.99',
  },
};

const explanation: PriceExplanation = {
  sku: 'DRILL-1',
  name: 'Drill',
  quantity: '12',
  date: '2026-11-30',
  as_of: null,
  currency: 'EUR',
  strategy: 'first_match',
  price: {
    unit_price: '17.99',
    per: '1',
    tax_mode: 'net',
    price_list: 'DEALERS',
    level: 'group',
    min_quantity: '1',
  },
  steps: [silent, won],
  quantities: { minimum: '10', maximum: null, increment: '5' },
  tax_rate: '23',
  margin: null,
};

const chain = (change: Partial<PriceExplanation> = {}) =>
  shown(createElement(PriceChain, { of: { ...explanation, ...change } }));

describe('why a price is what it is', () => {
  test('lists stand in the order in which they were asked, and one of them is marked', () => {
    const { html, text } = chain();
    expect(text.indexOf('Agreed with Nowak')).toBeLessThan(text.lastIndexOf('Dealers'));
    expect(html.match(/class="why-step (\w+)"/g)).toEqual([
      'class="why-step silent"',
      'class="why-step won"',
    ]);
    expect(text.split('This is the price')).toHaveLength(2);
    expect(text).toContain('It has no price for this product on that day.');
  });

  test('a rule is told from the base price to the ending', () => {
    const { text } = chain();
    const parts = ['Base price 20.00', 'Rule price * 0.9', 'Computed 18.00', 'ending 17.99'];
    const places = parts.map((part) => text.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(text).toContain('weight &gt; 500');
  });

  test('a list whose price did not win says so', () => {
    const other = { ...won, price_list: 'BASE', name: 'Base', won: false, rule: null };
    const { text } = chain({ steps: [won, other], strategy: 'lowest' });
    expect(text).toContain('It has a price, but another list’s won.');
    expect(text).toContain('The lowest price wins.');
  });

  test('a quantity that cannot be ordered is told with the limits', () => {
    expect(chain().text).toContain('at least 10 · in steps of 5');
    expect(chain().text).toContain('12 cannot be ordered.');
    expect(chain({ quantity: '15' }).text).not.toContain('cannot be ordered');
  });

  test('cost and margin are shown to those who are told them, with the floor', () => {
    expect(chain().text).not.toContain('Margin');
    const margin = { cost: '15.00', margin: '16.6', floor: '20', is_below_floor: true };
    const { text } = chain({ margin });
    expect(text).toContain('16.6 %');
    expect(text).toContain('Cost 15.00 EUR · at least 20 % must remain');
    expect(text).toContain('Less remains than must.');
  });

  test('where there is no price, it says so and every list says why', () => {
    const { text } = chain({ price: null, steps: [silent], tax_rate: null });
    expect(text).toContain('No price');
    expect(text).toContain('It has no price for this product on that day.');
    expect(text).toContain('has no rate on this day');
  });
});

describe('the editor of rules', () => {
  const editor = (rows: ReturnType<typeof keyed<typeof BLANK>>[], errors = {}) =>
    shown(createElement(RulesEditor, { rows, errors, onChange: () => undefined }));
  const rule = (price: string, when = '') => keyed({ when, price });

  test('shows rules in their order, and the ends cannot be moved beyond', () => {
    const { html, text } = editor([rule('price * 0.9', 'weight > 500'), rule('cost * 1.25')]);
    expect(html.indexOf('value="price * 0.9"')).toBeLessThan(html.indexOf('value="cost * 1.25"'));
    expect(text).toContain('Rule 1');
    expect(html.match(/<button[^>]*disabled[^>]*>/g)).toHaveLength(2);
  });

  test('a fault stands beside the rule it is about, though an empty row stands before it', () => {
    const rows = [keyed({ ...BLANK }), rule('margin * 2')];
    const { html } = editor(rows, { 'rules.0.price': 'margin stands for nothing here.' });
    const wrong = html.slice(html.indexOf('field wrong'));
    expect(html.match(/field wrong/g)).toHaveLength(1);
    expect(wrong).toContain('value="margin * 2"');
    expect(wrong).toContain('margin stands for nothing here.');
  });

  test('names and three examples stand ready', () => {
    const { text, html } = editor([]);
    expect(NAMES.filter((name) => !text.includes(` ${name} `))).toEqual([]);
    expect(html.match(/Use it/g)).toHaveLength(3);
    expect(text).toContain('No rules: the list holds only its own prices.');
  });

  test('a list that has as many rules as it may takes no more', () => {
    const rows = Array.from({ length: MOST_RULES }, () => rule('price'));
    expect(editor(rows).text).not.toContain('Add rule');
    expect(editor(rows.slice(1)).text).toContain('Add rule');
  });

  test('an ending shows three prices before and after', () => {
    const ending = { step: '1', plus: '0.99', toward: 'up' } as const;
    const { text } = shown(createElement(EndingPreview, { ending, currency: 'EUR' }));
    expect(text.trim()).toBe('3.42 3.99 18.70 18.99 1,249.50 1,249.99');
  });
});

describe('what a list would have meant', () => {
  const sums = (today: string, then: string, change: string): Sums => ({
    ordered: today,
    today,
    then,
    change,
    cost: null,
  });
  const answer: WhatIf = {
    currency: 'EUR',
    since: '2026-09-01',
    lines: 3,
    is_cut: false,
    changed_lines: 2,
    lines_without_price: 1,
    all: sums('200.00', '190.00', '-10.00'),
    companies: [
      { code: 'A', name: 'Alfa', sums: sums('100.00', '80.00', '-20.00') },
      { code: 'B', name: 'Beta', sums: sums('50.00', '60.00', '10.00') },
      { code: 'C', name: 'Gamma', sums: sums('50.00', '50.00', '0.00') },
    ],
    products: [],
  };

  test('a change is told by sign, per cent and word, not by colour alone', () => {
    const { text } = shown(createElement(WhatIfAnswer, { answer }));
    expect(text).toContain('−10.00 −5 % less');
    expect(text).toContain('+10.00 +20 % more');
    expect(text).toContain('1 line is of a product that has no price');
  });

  test('bars grow from the middle, the longest to its end, and those without change have none', () => {
    const { html, text } = shown(createElement(WhatIfAnswer, { answer }));
    const bars = [...html.matchAll(/class="(more|less)" x="([\d.]+)%" y="3" width="([\d.]+)%"/g)];
    expect(bars.map(([, ...bar]) => bar)).toEqual([
      ['less', '0', '50'],
      ['more', '50', '25'],
    ]);
    expect(text).not.toContain('Gamma');
  });
});
