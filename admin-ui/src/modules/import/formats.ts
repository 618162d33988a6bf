/** The media type of each ending of a file that can be imported. */
const TYPES: Record<string, string> = {
  csv: 'text/csv',
  txt: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  xml: 'application/xml',
};

export const ACCEPTED = Object.keys(TYPES)
  .map((ending) => `.${ending}`)
  .join(',');

/** The media type by which a file is sent; text where its name says nothing. */
export function mediaTypeOf(name: string): string {
  const ending = name.toLowerCase().split('.').pop() ?? '';
  return TYPES[ending] ?? 'text/csv';
}

/** Whether a file holds letters in an encoding of its own, and numbers with a mark of its own. */
export function isText(type: string): boolean {
  return type === 'text/csv';
}
