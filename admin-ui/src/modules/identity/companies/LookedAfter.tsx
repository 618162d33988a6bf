import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../../api/http';
import type { Company, CompanyTerritory } from '../../../api/models';
import { useCan } from '../../../api/session';
import { DateFilter } from '../../../ui/filters';
import { ErrorNotice } from '../../../ui/Notice';
import { useT } from '../../../ui/useT';
import { PlacementHistory } from '../territories/History';
import { useToday } from '../territories/Placements';
import { pathOf } from '../territories/paths';

/** In which territory a company is on a day, whose staff look after it, and where it was before. */
export function LookedAfter({ company }: { company: Company }) {
  const t = useT();
  const today = useToday();
  const mayRead = useCan('identity.territories.read');
  const [on, setOn] = useState(today);
  const path = `/admin/companies/${company.id}/territory`;
  const { data, error, refetch } = useQuery({
    queryKey: ['territories', 'company', company.id, on],
    queryFn: ({ signal }) => api<CompanyTerritory>(path, { query: { on }, signal }),
    enabled: mayRead,
  });
  if (!mayRead) return null;
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('identity-looked-after')}</h2>
        <DateFilter
          label={t('identity-placed-on')}
          value={on}
          onChange={(day) => setOn(day || today)}
        />
      </div>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {data && <Answer territory={data} />}
      <details className="fold spaced">
        <summary>{t('identity-placements-history')}</summary>
        <PlacementHistory of={{ company_id: company.id }} />
      </details>
    </section>
  );
}

function Answer({
  territory: { territory, is_inherited, people },
}: {
  territory: CompanyTerritory;
}) {
  const t = useT();
  if (!territory) {
    return (
      <p className="muted">
        {t('identity-looked-after-nowhere')}{' '}
        <Link className="link" to="/territories">
          {t('identity-territories')}
        </Link>
      </p>
    );
  }
  return (
    <>
      <p>
        <Link className="link" to={`/territories?id=${territory.id}`}>
          {pathOf(territory)}
        </Link>
        {is_inherited && <span className="muted"> {t('identity-looked-after-inherited')}</span>}
      </p>
      {people.length === 0 ? (
        <p className="muted">{t('identity-looked-after-nobody')}</p>
      ) : (
        <ul className="plain-list">
          {people.map((person) => (
            <li key={person.membership_id + person.territory.code}>
              {person.name} <span className="muted">{person.email}</span>
              {person.territory.code !== territory.code && (
                <span className="muted"> · {person.territory.name}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
