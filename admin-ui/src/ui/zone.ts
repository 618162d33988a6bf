// Days of a time zone as instants. A day of the shop begins when it begins there, whatever the reader's own clock says.

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const parts = format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]);
  const { year, month, day, hour, minute, second } = Object.fromEntries(parts);
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return local - Math.floor(instant / 1000) * 1000;
}

/** The instant at which a day begins in a zone. */
export function dayStart(day: string, zone: string): string {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  // The offset at the first guess may be that of the other side of a change of clocks; the second guess is right.
  const guess = asUtc - offsetAt(asUtc, zone);
  return new Date(asUtc - offsetAt(guess, zone)).toISOString().replace('.000Z', 'Z');
}

/** The instant at which a day is over in a zone. */
export function dayEnd(day: string, zone: string): string {
  return dayStart(shifted(day, 1), zone);
}

/** The day that an instant belongs to in a zone. */
export function dayOf(instant: string, zone: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? '' : new Date(at + offsetAt(at, zone)).toISOString().slice(0, 10);
}

/** The last day that is over at an instant. */
export function dayBefore(instant: string, zone: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? '' : dayOf(new Date(at - 1).toISOString(), zone);
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
