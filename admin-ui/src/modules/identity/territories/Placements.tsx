import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../../api/http';
import type { Placement, Territory } from '../../../api/models';
import { useSession } from '../../../api/session';
import { ConfirmDialog } from '../../../ui/Dialog';
import { DateFilter, Segments } from '../../../ui/filters';
import { ErrorNotice } from '../../../ui/Notice';
import { TableBox } from '../../../ui/TableBox';
import { useT } from '../../../ui/useT';
import { Day, Nothing } from '../../../ui/values';
import { dayOf } from '../../../ui/zone';

/** Today by the clock of the shop, whose business dates these are. */
export function useToday(): string {
  const { time_zone: zone } = useSession().legal_entity;
  return dayOf(new Date().toISOString(), zone);
}

/** Who is placed in a territory: today, on another day, or ever. */
export function Placements(props: { territory: Territory; mayManage: boolean }) {
  const { territory, mayManage } = props;
  const t = useT();
  const today = useToday();
  const [when, setWhen] = useState('day');
  const [day, setDay] = useState(today);
  const on = when === 'day' ? day : '';
  const path = `/admin/territories/${territory.id}/placements`;
  const { data, error, refetch } = useQuery({
    queryKey: ['territories', territory.id, 'placements', on],
    queryFn: ({ signal }) => api<{ items: Placement[] }>(path, { query: { on }, signal }),
  });
  const placements = data?.items ?? [];
  return (
    <>
      <div className="toolbar">
        <Segments
          label={t('identity-placed-on')}
          value={when}
          choices={[
            { value: 'day', label: t('identity-placed-day') },
            { value: 'ever', label: t('identity-placed-ever') },
          ]}
          onChange={setWhen}
        />
        {when === 'day' && (
          <DateFilter
            label={t('identity-placed-on')}
            value={day}
            onChange={(chosen) => setDay(chosen || today)}
          />
        )}
      </div>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {data && placements.length === 0 && (
        <p className="muted spaced">
          {t(when === 'day' ? 'identity-placements-none' : 'identity-placements-never')}
        </p>
      )}
      {placements.length > 0 && (
        <PlacementTable placements={placements} today={today} mayManage={mayManage} />
      )}
    </>
  );
}

function PlacementTable(props: { placements: Placement[]; today: string; mayManage: boolean }) {
  const t = useT();
  const [ending, setEnding] = useState<Placement | null>(null);
  const isPast = ({ until }: Placement) => Boolean(until && until < props.today);
  return (
    <TableBox label={t('identity-placed')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('identity-placed')}</th>
            <th scope="col" className="from-tablet">
              {t('identity-placed-from')}
            </th>
            <th scope="col">{t('identity-placed-until')}</th>
            <th scope="col" className="end">
              <span className="visually-hidden">{t('identity-actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.placements.map((placement) => (
            <tr key={placement.id}>
              <td className="grow">
                {placement.company ? (
                  <Link className="link" to={`/companies/${placement.company.id}`}>
                    {placement.company.name}
                  </Link>
                ) : (
                  <>
                    {placement.person?.name}{' '}
                    <span className="muted">{t('identity-audience-staff')}</span>
                  </>
                )}
              </td>
              <td className="from-tablet">
                <Day on={placement.from} />
              </td>
              <td>{placement.until ? <Day on={placement.until} /> : <Nothing />}</td>
              <td className="end">
                {props.mayManage && !isPast(placement) && (
                  <button
                    type="button"
                    className="button small"
                    onClick={() => setEnding(placement)}
                  >
                    {t('identity-placement-end')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ending && <EndPlacement placement={ending} onClose={() => setEnding(null)} />}
    </TableBox>
  );
}

function EndPlacement({ placement, onClose }: { placement: Placement; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const today = useToday();
  const [until, setUntil] = useState(placement.until ?? today);
  const end = async () => {
    const body = { until: until || null };
    await api(`/admin/placements/${placement.id}`, { method: 'PATCH', body });
    await queryClient.invalidateQueries({ queryKey: ['territories'] });
    notify(until ? 'identity-placement-ended' : 'identity-placement-opened');
  };
  return (
    <ConfirmDialog
      title={t('identity-placement-end')}
      confirmLabel={t(until ? 'identity-placement-end' : 'identity-placement-open')}
      onConfirm={end}
      onClose={onClose}
    >
      <p>{t('identity-placement-end-text')}</p>
      <DateFilter label={t('identity-placed-until')} value={until} onChange={setUntil} />
    </ConfirmDialog>
  );
}
