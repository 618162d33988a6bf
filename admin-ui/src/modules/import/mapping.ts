import type { MappedColumn, Mapping } from './models';

/** The field that a column of the file goes into. */
export function columnOf(mapping: Mapping, source: string): MappedColumn | undefined {
  return mapping.columns.find((column) => column.source.toLowerCase() === source.toLowerCase());
}

/** The mapping with a column going somewhere else; a field takes one column only. */
export function withField(mapping: Mapping, source: string, field: string): Mapping {
  const others = mapping.columns.filter(
    (column) => column.source.toLowerCase() !== source.toLowerCase() && column.field !== field,
  );
  const before = columnOf(mapping, source);
  const columns = field ? [...others, { ...before, source, field }] : others;
  const constants = { ...mapping.constants };
  delete constants[field];
  return { ...mapping, columns, constants };
}

/** The mapping with a column read by another factor or with other words. */
export function withRule(
  mapping: Mapping,
  source: string,
  rule: { factor?: string; words?: string },
): Mapping {
  const columns = mapping.columns.map((column) => {
    if (column.source.toLowerCase() !== source.toLowerCase()) return column;
    const next: MappedColumn = { ...column };
    if (rule.factor !== undefined) {
      if (rule.factor) next.factor = rule.factor;
      else delete next.factor;
    }
    if (rule.words !== undefined) {
      const values = wordsOf(rule.words);
      if (Object.keys(values).length > 0) next.values = values;
      else delete next.values;
    }
    return next;
  });
  return { ...mapping, columns };
}

/** The mapping with a value that every row has. */
export function withConstant(mapping: Mapping, field: string, value: string): Mapping {
  const constants = { ...mapping.constants };
  if (value) constants[field] = value;
  else delete constants[field];
  return { ...mapping, constants };
}

/** Lines such as `szt. = pcs` as words and what they stand for. */
export function wordsOf(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [from, to, ...rest] = line.split('=').map((part) => part.trim());
    if (from && to && rest.length === 0) values[from] = to;
  }
  return values;
}

export function wordLines(values: Record<string, string> | undefined): string {
  return Object.entries(values ?? {})
    .map(([from, to]) => `${from} = ${to}`)
    .join('\n');
}
