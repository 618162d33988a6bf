import type { Territory } from '../../../api/models';

/** "North › Coast › Port". */
export function pathOf(territory: Pick<Territory, 'name' | 'path'>): string {
  return [...territory.path.map(({ name }) => name), territory.name].join(' › ');
}

/** Whether a territory is another one or stands below it. */
export function isWithin(territory: Territory, other: Territory): boolean {
  return territory.id === other.id || territory.path.some(({ code }) => code === other.code);
}
