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
  label?: string;
  zone: string;
  icon?: Page['icon'];
}

/** The server may name paths with or without the /admin prefix. */
export function localPath(path: string): string {
  const stripped = path.replace(/^\/?admin(?=\/|$)/, '');
  return stripped.startsWith('/') ? stripped : `/${stripped}`;
}

/** The entries the server grants and this build has a page for, in the server's order. */
export function navigationItems(
  granted: NavigationEntry[],
  all: AdminModule[] = modules,
): NavigationItem[] {
  const pages = new Map(all.flatMap((module) => module.pages.map((page) => [page.path, page])));
  return granted.flatMap((entry) => {
    const path = localPath(entry.path);
    const page = pages.get(path);
    if (!page) return [];
    const { icon, label } = page;
    return [{ path, labelKey: entry.label_key, label, zone: entry.zone, icon }];
  });
}

/** The pages a user can open: those listed, and those below a listed one. */
export function reachablePages(granted: NavigationEntry[], all: AdminModule[] = modules): Page[] {
  const open = granted.map((entry) => localPath(entry.path));
  const isOpen = (path: string) =>
    open.some((listed) => path === listed || path.startsWith(`${listed}/`));
  return all.flatMap((module) => module.pages.filter((page) => isOpen(page.path)));
}
