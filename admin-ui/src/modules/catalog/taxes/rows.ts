/** Rows of a form keep a key of their own, so that removing one leaves the others' fields alone. */
export type Keyed<T> = T & { key: number };

let last = 0;

export function keyed<T>(row: T): Keyed<T> {
  last += 1;
  return { ...row, key: last };
}

export function withoutKey<T>({ key: _, ...row }: Keyed<T>): Omit<Keyed<T>, 'key'> {
  return row;
}

/** The rows with one of them changed. */
export function changed<T>(rows: Keyed<T>[], key: number, change: Partial<T>): Keyed<T>[] {
  return rows.map((row) => (row.key === key ? { ...row, ...change } : row));
}

/** Faults by form path name rows by their place: `rates.2.rate`. */
export function faultOf(
  errors: Record<string, string>,
  list: string,
  place: number,
  field: string,
): string | undefined {
  return errors[`${list}.${place}.${field}`] ?? errors[`${list}.${place}.${field}s`];
}
