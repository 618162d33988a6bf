import { expect, test } from 'vitest';
import { domainsOf, wordsOf } from './lists';

test('words stand between blanks, commas and line ends, each once', () => {
  expect(wordsOf(' email, profile\n groups;email ')).toEqual(['email', 'profile', 'groups']);
  expect(wordsOf(' ')).toEqual([]);
});

test('domains are written in one way', () => {
  expect(domainsOf('@Example.com\nexample.com, shop.example')).toEqual([
    'example.com',
    'shop.example',
  ]);
});
