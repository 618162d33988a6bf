// How a module adds pages to the admin. The server decides who sees them: a page with an entry is
// reachable only when the server's navigation lists its path, and its sub-pages only with it.
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { IconName } from '../ui/icons';

export interface PageDefinition {
  /** The address below /admin, such as "/orders" or "/orders/:id". */
  path: string;
  /** Loads the page when it is first opened; its default export is the component. */
  load: () => Promise<{ default: ComponentType }>;
  /** Shown in the navigation, if the server lists the path. */
  icon?: IconName;
}

export interface ModuleDefinition {
  /** The module's one name, the same as its crate, permissions and tables. */
  id: string;
  /** react-admin resource → path below /api/v1; a list fills places such as ":list" from its `meta`. */
  resources?: Record<string, string>;
  pages: PageDefinition[];
}

export interface Page {
  path: string;
  icon?: IconName;
  Component: LazyExoticComponent<ComponentType>;
  load: PageDefinition['load'];
}

export interface AdminModule {
  id: string;
  resources: Record<string, string>;
  pages: Page[];
}

/** Declares what a module shows in the admin; the default export of its index.ts. */
export function defineModule(definition: ModuleDefinition): AdminModule {
  return {
    id: definition.id,
    resources: definition.resources ?? {},
    pages: definition.pages.map(({ path, load, icon }) => ({
      path,
      icon,
      load,
      Component: lazy(load),
    })),
  };
}
