import type { ImportView } from '../../api/models';

export type ImportKind = ImportView['kind'];

/** A column of a file and the field it goes into. */
export interface MappedColumn {
  source: string;
  field: string;
  values?: Record<string, string>;
  factor?: string;
}

/** How the columns of a file become those of its kind. */
export interface Mapping {
  columns: MappedColumn[];
  constants?: Record<string, string>;
  ignores_others?: boolean;
}

/** A mapping that is kept. */
export interface KeptMapping {
  id: string;
  kind: ImportKind;
  name: string;
  mapping: Mapping;
}

/** How a file shall be read. */
export interface Reading {
  encoding?: string;
  decimal_mark?: string;
  on_error?: string;
  sheet?: string;
  mapping_name?: string;
  mapping?: Mapping;
}

export interface RowProblem {
  line: number;
  column: string | null;
  value: string;
  code: string;
  detail: string;
}

export interface PreviewRow {
  line: number;
  cells: Record<string, string>;
  fate: 'created' | 'updated' | 'unchanged' | 'bad';
  problems: RowProblem[];
  notes: RowProblem[];
}

/** The first rows of a file, and what would become of them. */
export interface Preview {
  columns: { source: string; field: string | null; proposed: string | null }[];
  sheets: string[];
  fields: { name: string; mandatory: boolean }[];
  mapping: Mapping | null;
  proposal: Mapping;
  problems: RowProblem[];
  rows: PreviewRow[];
  has_more: boolean;
}

/** What an import tells of itself beside what every client knows. */
export interface ImportDetails {
  format?: string;
  rows_checked?: number;
  rows_expected?: number;
  rows_per_second?: number;
  mapping_name?: string | null;
}
