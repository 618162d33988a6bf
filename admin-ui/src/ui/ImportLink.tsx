import { Link } from 'react-router';
import { useCan } from '../api/session';

/** The way to importing a file of a kind, for those who may. */
export function ImportLink({ kind, label }: { kind: string; label: string }) {
  const mayImport = useCan('import.runs.start');
  if (!mayImport) return null;
  return (
    <Link className="button" to={`/imports?kind=${kind}`}>
      {label}
    </Link>
  );
}
