// Companies, customer groups and channels, as far as price lists are given to them.
import { useRecordName } from '../../../ui/RecordTag';
import type { SubjectKind } from './wire';

export const SUBJECT_KINDS: SubjectKind[] = ['company', 'group', 'channel'];

const RESOURCES: Record<SubjectKind, string> = {
  company: 'companies',
  group: 'customer-groups',
  channel: 'channels',
};

const PAGES: Record<SubjectKind, (id: string) => string> = {
  company: (id) => `/companies/${id}`,
  group: () => '/customer-groups',
  channel: (id) => `/channels/${id}`,
};

/** Where somebody is looked at. */
export function pageOf(kind: SubjectKind, id: string): string {
  return PAGES[kind](id);
}

/** Where somebody's lists are given. */
export function listsOf(kind: SubjectKind, id: string): string {
  return `/price-lists/of/${kind}/${id}`;
}

/** The name of a company, group or channel; its id where it cannot be read. */
export function useSubjectName(kind: SubjectKind, id: string): string {
  return useRecordName(RESOURCES[kind], id);
}

export function SubjectName({ kind, id }: { kind: SubjectKind; id: string }) {
  return <span className="row-name">{useSubjectName(kind, id)}</span>;
}
