import { describe, expect, test } from 'vitest';
import {
  brokenLimit,
  endedPrice,
  furthest,
  lengthOf,
  millionthsOf,
  percentOf,
  textOf,
} from './millionths';
import type { Toward } from './wire';

describe('prices computed in the browser', () => {
  test('text and back is the same number', () => {
    for (const text of ['0', '12.5', '-0.000001', '1234567890123.999999']) {
      expect(textOf(millionthsOf(text) ?? 0n)).toBe(text);
    }
    expect([millionthsOf('1,5'), millionthsOf(''), millionthsOf('0.0000001')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('prices end as the server ends them', () => {
    const cases: [string, string, string, Toward, string | null][] = [
      ['12.40', '1', '0.99', 'nearest', '11.99'],
      ['12.50', '1', '0.99', 'nearest', '12.99'],
      ['12.00', '1', '0.99', 'up', '12.99'],
      ['12.98', '1', '0.99', 'down', '11.99'],
      ['12.99', '1', '0.99', 'down', '12.99'],
      ['3.222', '0.05', '0', 'nearest', '3.2'],
      ['3.225', '0.05', '', 'nearest', '3.25'],
      ['1234', '10', '0', 'up', '1240'],
      ['0.10', '1', '0.99', 'nearest', '0.99'],
      ['3', '10', '0', 'down', '10'],
      ['0', '10', '0', 'down', '0'],
      ['5', '0', '0', 'nearest', null],
      ['5', '1', '1', 'nearest', null],
      ['5', 'one', '0', 'nearest', null],
    ];
    for (const [price, step, plus, toward, ended] of cases) {
      const told = `${price} by ${step} + ${plus} ${toward}`;
      expect([told, endedPrice(price, { step, plus, toward })]).toEqual([told, ended]);
    }
  });

  test('a change in per cent is rounded to one decimal and nothing has no share', () => {
    expect(percentOf('5', '200')).toBe('2.5');
    expect(percentOf('-1', '3')).toBe('-33.3');
    expect(percentOf('-0.001', '300')).toBe('0');
    expect(percentOf('5', '0')).toBeNull();
  });

  test('bars are measured against the longest one, whatever the sign', () => {
    expect(furthest(['5', '-20', '7'])).toBe('-20');
    expect([lengthOf('5', '-20'), lengthOf('-20', '-20'), lengthOf('5', '0')]).toEqual([
      25, 100, 0,
    ]);
  });

  test('a quantity is measured against the limits of its list', () => {
    const limits = { minimum: '10', maximum: '100', increment: '5' };
    expect(['5', '105', '12', '15'].map((quantity) => brokenLimit(quantity, limits))).toEqual([
      'minimum',
      'maximum',
      'increment',
      null,
    ]);
    expect(brokenLimit('0.5', { minimum: null, maximum: null, increment: null })).toBeNull();
  });
});
