import { useGetList } from 'ra-core';
import { useMemo } from 'react';
import type { Permission } from '../../../api/models';

/** The server's words for permissions by their name. */
export function usePermissionTitles(): Map<string, string> {
  const { data } = useGetList<Permission>(
    'permissions',
    { pagination: undefined },
    { retry: false },
  );
  return useMemo(() => new Map((data ?? []).map(({ name, title }) => [name, title])), [data]);
}
