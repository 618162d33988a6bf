import { expect, test } from 'vitest';
import { ACCEPTED, isText, mediaTypeOf } from './formats';

test('a file is sent as what its name says', () => {
  expect(mediaTypeOf('Cennik 2026.XLSX')).toContain('spreadsheetml');
  expect(mediaTypeOf('stock.jsonl')).toBe('application/x-ndjson');
  expect(mediaTypeOf('catalogue.xml')).toBe('application/xml');
  expect(mediaTypeOf('no-ending')).toBe('text/csv');
  expect(isText(mediaTypeOf('a.csv')) && !isText(mediaTypeOf('a.xlsx'))).toBe(true);
  expect(ACCEPTED.split(',')).toContain('.xml');
});
