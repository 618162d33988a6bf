import { describe, expect, test } from 'vitest';
import { dayBefore, dayEnd, dayOf, dayStart } from './zone';

describe('days of a time zone', () => {
  test('a day in Warsaw begins before it begins in UTC', () => {
    expect(dayStart('2026-07-01', 'Europe/Warsaw')).toBe('2026-06-30T22:00:00Z');
    expect(dayStart('2026-01-01', 'Europe/Warsaw')).toBe('2025-12-31T23:00:00Z');
  });

  test('a day on which the clocks change has 23 or 25 hours', () => {
    const hours = (day: string, zone: string) =>
      (Date.parse(dayEnd(day, zone)) - Date.parse(dayStart(day, zone))) / 3_600_000;
    expect(hours('2026-03-29', 'Europe/Rome')).toBe(23);
    expect(hours('2026-10-25', 'Europe/Rome')).toBe(25);
    expect(hours('2026-11-01', 'America/New_York')).toBe(25);
  });

  test('an instant belongs to the day of the zone, not of UTC', () => {
    expect(dayOf('2026-06-30T22:00:00Z', 'Europe/Warsaw')).toBe('2026-07-01');
    expect(dayOf('2026-06-30T21:59:59Z', 'Europe/Warsaw')).toBe('2026-06-30');
  });

  test('the end of a day reads back as that day', () => {
    for (const zone of ['Europe/Warsaw', 'Pacific/Auckland', 'America/Los_Angeles', 'UTC']) {
      expect(dayBefore(dayEnd('2026-10-25', zone), zone)).toBe('2026-10-25');
    }
  });

  test('what is no instant is no day', () => {
    expect(dayOf('yesterday', 'UTC')).toBe('');
  });
});
