// All modules that are compiled in. A new folder below src/modules with an index.ts is enough.
import type { NavigationEntry } from '../api/models';
import type { AdminModule, Page } from './defineModule';

const found = import.meta.glob<AdminModule>('../modules/*/index.ts', {
  eager: true,
  import: 'default',
});

export const modules: AdminModule[] = Object.values(found);

/** Every resource of every module, for the data provider. */
export function resourcePaths(all: AdminModule[] = modules): Record<string, string> {
  return Object.assign({}, ...all.map((module) => module.resources));
}

export interface NavigationItem {
  path: string;
  labelKey: string;
  zone: string;
  icon?: Page['icon'];
}

/** The server may name paths with or without the /admin prefix. */
export function localPath(path: string): string {
  const stripped = path.replace(/^\/?admin(?=\/|$)/, '');
  return stripped.startsWith('/') ? stripped : `/${stripped}`;
}

/** From what is done all day to what is done once. */
const ZONES = ['sell', 'catalogue', 'people', 'settings'];

/** The zone's place in the navigation; zones that a later server brings stand at the end. */
function rankOf({ zone }: NavigationItem): number {
  const rank = ZONES.indexOf(zone);
  return rank < 0 ? ZONES.length : rank;
}

/** The entries the server grants and this build has a page for: by zone, then in the server's order. */
export function navigationItems(
  granted: NavigationEntry[],
  all: AdminModule[] = modules,
): NavigationItem[] {
  const pages = new Map(all.flatMap((module) => module.pages.map((page) => [page.path, page])));
  const items: NavigationItem[] = granted.flatMap((entry) => {
    const path = localPath(entry.path);
    const page = pages.get(path);
    if (!page) return [];
    return [{ path, labelKey: entry.label_key, zone: entry.zone, icon: page.icon }];
  });
  return items.sort((one, other) => rankOf(one) - rankOf(other));
}

/** The pages a user can open: those listed, and those below a listed one. */
export function reachablePages(granted: NavigationEntry[], all: AdminModule[] = modules): Page[] {
  const open = granted.map((entry) => localPath(entry.path));
  const isOpen = (path: string) =>
    open.some((listed) => path === listed || path.startsWith(`${listed}/`));
  return all.flatMap((module) => module.pages.filter((page) => isOpen(page.path)));
}
