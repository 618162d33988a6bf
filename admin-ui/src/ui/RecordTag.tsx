import { useGetOne } from 'ra-core';
import { FilterTag } from './filters';

interface Named {
  id: string;
  name?: string;
  label?: string;
  code?: string;
}

/** The name of a record by its id; the id itself where it cannot be read. */
export function useRecordName(resource: string, id: string | null | undefined): string {
  const { data } = useGetOne<Named>(
    resource,
    { id: id ?? '' },
    { enabled: Boolean(id), retry: false },
  );
  return data?.name ?? data?.label ?? id ?? '';
}

/** A filter by a record that came with a link: what it is, its name, and a way to take it off. */
export function RecordTag(props: {
  resource: string;
  id: string;
  label: string;
  onRemove: () => void;
}) {
  const { resource, id, label, onRemove } = props;
  const name = useRecordName(resource, id);
  return <FilterTag label={`${label}: ${name}`} onRemove={onRemove} />;
}
