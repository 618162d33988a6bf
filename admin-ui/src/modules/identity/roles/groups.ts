import type { Permission } from '../../../api/models';

export interface Group {
  module: string;
  name: string;
  permissions: Permission[];
}

/** Permissions by the module they belong to, in the server's order. */
export function groupsOf(permissions: Permission[]): Group[] {
  const groups = new Map<string, Group>();
  for (const permission of permissions) {
    const { module, module_name: name } = permission;
    const group = groups.get(module) ?? { module, name, permissions: [] };
    group.permissions.push(permission);
    groups.set(module, group);
  }
  return [...groups.values()];
}
