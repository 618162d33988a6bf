import { Link } from 'react-router';
import { queryString } from '../api/http';
import { useCan } from '../api/session';
import { useT } from './useT';

/** The way from a thing to what is on record of it; nothing for whoever may not read the trail. */
export function TrailLink(props: { of: Record<string, string>; label?: string }) {
  const t = useT();
  if (!useCan('audit.trail.read')) return null;
  return (
    <Link className="button" to={`/audit${queryString(props.of)}`}>
      {props.label ?? t('ui-trail')}
    </Link>
  );
}
