import type { DataProvider, Identifier, RaRecord } from 'ra-core';
import { api, type Query } from './http';

/** Where a resource lives below /api/v1; registered by the module that owns it. */
export type ResourcePaths = Record<string, string>;

interface ListAnswer {
  items: Record<string, unknown>[];
  next_cursor: string | null;
  total?: number;
}

export interface KontorDataProvider extends DataProvider {
  /** Runs a named step of a record, such as confirming an order, and returns the record after it. */
  act: (
    resource: string,
    params: { id: Identifier; step: string; data: unknown },
  ) => Promise<{ data: RaRecord }>;
  /** Uploads a file as the body of a request. */
  upload: (
    resource: string,
    params: { file: File; query: Query; type: string },
  ) => Promise<{ data: RaRecord }>;
}

/** Speaks the Kontor list, error and idempotency conventions for react-admin. */
export function createDataProvider(paths: ResourcePaths): KontorDataProvider {
  const pathOf = (resource: string, id?: Identifier, places: Record<string, string> = {}) => {
    const path = paths[resource];
    if (!path) throw new Error(`No module registered the resource "${resource}"`);
    const base = path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(places[name] ?? ''));
    return id === undefined ? base : `${base}/${encodeURIComponent(String(id))}`;
  };
  const one = async <T>(promise: Promise<unknown>) => ({ data: withId(await promise) as T });

  return {
    async getList(resource, { pagination, sort, filter, meta, signal }) {
      const answer = await api<ListAnswer>(pathOf(resource, undefined, meta), {
        query: { ...filter, sort: sortParameter(sort), ...pageParameters(pagination) },
        signal,
      });
      return listResult(answer, pagination);
    },
    getOne: (resource, { id, signal }) => one(api(pathOf(resource, id), { signal })),
    async getMany(resource, { ids, signal }) {
      const records = await Promise.all(ids.map((id) => api(pathOf(resource, id), { signal })));
      return { data: records.map(withId) as never };
    },
    async getManyReference(resource, { target, id, pagination, sort, filter, signal }) {
      const answer = await api<ListAnswer>(pathOf(resource), {
        query: {
          ...filter,
          [target]: id,
          sort: sortParameter(sort),
          ...pageParameters(pagination),
        },
        signal,
      });
      return listResult(answer, pagination);
    },
    create: (resource, { data }) =>
      one(api(pathOf(resource), { method: 'POST', body: data, creates: true })),
    update: (resource, { id, data, meta }) =>
      one(api(pathOf(resource, id), { method: meta?.replace ? 'PUT' : 'PATCH', body: data })),
    async updateMany(resource, { ids, data }) {
      for (const id of ids) await api(pathOf(resource, id), { method: 'PATCH', body: data });
      return { data: ids };
    },
    async delete(resource, { id, previousData }) {
      await api(pathOf(resource, id), { method: 'DELETE' });
      return { data: (previousData ?? { id }) as never };
    },
    async deleteMany(resource, { ids }) {
      for (const id of ids) await api(pathOf(resource, id), { method: 'DELETE' });
      return { data: ids };
    },
    act: (resource, { id, step, data }) =>
      one(api(`${pathOf(resource, id)}/${step}`, { method: 'POST', body: data })),
    upload: (resource, { file, query, type }) =>
      one(
        api(pathOf(resource), {
          method: 'POST',
          body: file,
          query,
          headers: { 'Content-Type': type },
        }),
      ),
    supportAbortSignal: true,
  };
}

/** "-placed_at" for descending, "placed_at" for ascending, nothing when the server may choose. */
export function sortParameter(sort?: { field: string; order: string }): string | undefined {
  if (!sort?.field) return undefined;
  return sort.order === 'DESC' ? `-${sort.field}` : sort.field;
}

function pageParameters(pagination?: { page: number; perPage: number }): Query {
  return pagination ? { page: pagination.page, limit: pagination.perPage } : {};
}

function listResult(answer: ListAnswer, pagination?: { page: number; perPage: number }) {
  const data = answer.items.map(withId) as never[];
  if (answer.total !== undefined) return { data, total: answer.total };
  return {
    data,
    pageInfo: {
      hasNextPage: Boolean(answer.next_cursor),
      hasPreviousPage: (pagination?.page ?? 1) > 1,
    },
  };
}

/** The fields by which a record without an id is known, such as a stock level or a price of a list. */
const NATURAL_KEY = [
  'user_id',
  'sku',
  'code',
  'warehouse_code',
  'unit',
  'min_quantity',
  'valid_from',
];

/** react-admin wants an id. */
function withId(record: unknown): RaRecord {
  const fields = (record ?? {}) as Record<string, unknown>;
  return { ...fields, id: (fields.id ?? naturalKey(fields)) as Identifier };
}

function naturalKey(fields: Record<string, unknown>): string {
  const parts = NATURAL_KEY.map((name) => fields[name]).filter(Boolean);
  return parts.join('·') || JSON.stringify(fields);
}
