import { useQuery } from '@tanstack/react-query';
import { useGetList } from 'ra-core';
import { Link } from 'react-router';
import { api } from '../../../api/http';
import type { Placement, Territory } from '../../../api/models';
import { useCan } from '../../../api/session';
import { ErrorNotice } from '../../../ui/Notice';
import { TableBox } from '../../../ui/TableBox';
import { useT } from '../../../ui/useT';
import { Day, Nothing } from '../../../ui/values';
import { pathOf } from './paths';

/** In which territories a company or a member of the staff was, is and will be. */
export function PlacementHistory({
  of,
}: {
  of: { company_id: string } | { membership_id: string };
}) {
  const t = useT();
  const mayRead = useCan('identity.territories.read');
  const { data, error, refetch } = useQuery({
    queryKey: ['territories', 'placements', of],
    queryFn: ({ signal }) =>
      api<{ items: Placement[] }>('/admin/placements', { query: of, signal }),
    enabled: mayRead,
  });
  const { data: territories = [] } = useGetList<Territory>(
    'territories',
    { pagination: undefined },
    { enabled: mayRead },
  );
  if (error) return <ErrorNotice error={error} onRetry={refetch} />;
  if (!data) return null;
  if (data.items.length === 0) return <p className="muted">{t('identity-placements-of-none')}</p>;
  const nameOf = (id: string) => {
    const found = territories.find((territory) => territory.id === id);
    return found ? pathOf(found) : id;
  };
  return (
    <TableBox label={t('identity-territories')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('identity-territory')}</th>
            <th scope="col">{t('identity-placed-from')}</th>
            <th scope="col">{t('identity-placed-until')}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((placement) => (
            <tr key={placement.id}>
              <td className="grow">
                <Link className="link" to={`/territories?id=${placement.territory_id}`}>
                  {nameOf(placement.territory_id)}
                </Link>
              </td>
              <td>
                <Day on={placement.from} />
              </td>
              <td>{placement.until ? <Day on={placement.until} /> : <Nothing />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}
