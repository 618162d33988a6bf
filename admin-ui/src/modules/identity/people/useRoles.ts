import { useGetList } from 'ra-core';
import type { Role } from '../../../api/models';

/** All roles, and those that the reader may give away. */
export function useRoles() {
  const { data = [], error, isPending } = useGetList<Role>('roles', { pagination: undefined });
  return { roles: data, grantable: data.filter((role) => role.may_grant), error, isPending };
}
