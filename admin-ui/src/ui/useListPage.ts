// The state of a list lives in the address, so that it survives reloads and can be sent to others:
// /orders?state=placed&sort=-placed_at&page=2
import { keepPreviousData } from '@tanstack/react-query';
import { type RaRecord, useGetList } from 'ra-core';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

export const PAGE_SIZES = [25, 50, 100, 200] as const;
const DEFAULT_SIZE = 50;

/**
 * react-admin would take a row for the whole record on the record's own page; rows of lists hold less.
 * With meta of its own, a row is remembered apart from the record.
 */
const ROWS = { rows: 'summaries' };

export interface Sort {
  field: string;
  order: 'ASC' | 'DESC';
}

export interface ListPage<R extends RaRecord> {
  resource: string;
  rows: R[];
  total: number | undefined;
  isPending: boolean;
  isFetching: boolean;
  error: unknown;
  refetch: () => void;
  page: number;
  perPage: number;
  sort: Sort;
  filters: Record<string, string>;
  isFiltered: boolean;
  setPage: (page: number) => void;
  setPerPage: (size: number) => void;
  setSort: (sort: Sort) => void;
  setFilter: (name: string, value: string) => void;
  clearFilters: () => void;
}

export interface ListOptions<R> {
  resource: string;
  /** The query parameters this list understands; others in the address are ignored. */
  filters: string[];
  sort: Sort;
  /** What stands in the places of the resource's path. */
  places?: Record<string, string>;
  /** False for lists that are always complete. */
  paged?: boolean;
  /** The pause in milliseconds before asking again, while the rows still change. */
  pollWhile?: (rows: R[]) => number | false;
}

export function readSort(text: string | null, fallback: Sort): Sort {
  if (!text) return fallback;
  return text.startsWith('-')
    ? { field: text.slice(1), order: 'DESC' }
    : { field: text, order: 'ASC' };
}

function positive(text: string | null, fallback: number): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : fallback;
}

export function useListPage<R extends RaRecord>(options: ListOptions<R>): ListPage<R> {
  const [params, setParams] = useSearchParams();
  const page = positive(params.get('page'), 1);
  const perPage = Math.min(positive(params.get('limit'), DEFAULT_SIZE), 200);
  const sort = readSort(params.get('sort'), options.sort);
  const filters = useMemo(() => {
    const set = options.filters.map((name) => [name, params.get(name) ?? ''] as const);
    return Object.fromEntries(set.filter(([, value]) => value !== ''));
  }, [params, options.filters]);

  const query = useGetList<R>(
    options.resource,
    {
      pagination: options.paged === false ? undefined : { page, perPage },
      sort,
      filter: filters,
      meta: options.places ?? ROWS,
    },
    {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => options.pollWhile?.(state.data?.data ?? []) ?? false,
    },
  );

  const change = useCallback(
    (edit: (next: URLSearchParams) => void, keepPage = false) =>
      setParams(
        (current) => {
          const next = new URLSearchParams(current);
          if (!keepPage) next.delete('page');
          edit(next);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );

  return {
    resource: options.resource,
    rows: query.data ?? [],
    total: query.total,
    isPending: query.isPending,
    isFetching: query.isFetching,
    error: query.error,
    refetch: query.refetch,
    page,
    perPage,
    sort,
    filters,
    isFiltered: Object.keys(filters).length > 0,
    setPage: (next) => change((p) => setOrDelete(p, 'page', next > 1 ? String(next) : ''), true),
    setPerPage: (size) => change((p) => setOrDelete(p, 'limit', String(size))),
    setSort: (next) =>
      change((p) => p.set('sort', next.order === 'DESC' ? `-${next.field}` : next.field)),
    setFilter: (name, value) => change((p) => setOrDelete(p, name, value)),
    clearFilters: () =>
      change((p) => {
        for (const name of options.filters) p.delete(name);
      }),
  };
}

function setOrDelete(params: URLSearchParams, name: string, value: string): void {
  if (value) params.set(name, value);
  else params.delete(name);
}
