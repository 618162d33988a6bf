import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useGetList, useNotify } from 'ra-core';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api } from '../../../api/http';
import type { Placement, Territory } from '../../../api/models';
import { useCan } from '../../../api/session';
import { ConfirmDialog } from '../../../ui/Dialog';
import { DateFilter } from '../../../ui/filters';
import { ErrorNotice } from '../../../ui/Notice';
import { EmptyState, Page, PageSkeleton } from '../../../ui/Page';
import { useT } from '../../../ui/useT';
import { Day, Nothing } from '../../../ui/values';
import { PlaceDialog } from './PlaceDialog';
import { TerritoryDialog } from './TerritoryDialog';

const MANAGE = 'identity.territories.manage';

/** The tree of territories, and who belongs to the chosen one on a day. */
export default function TerritoryPage() {
  const t = useT();
  const mayManage = useCan(MANAGE);
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const query = useGetList<Territory>('territories', { pagination: undefined });
  if (query.isPending) return <PageSkeleton />;
  const territories = (query.data ?? []).filter((each) => !each.archived);
  const chosen = territories.find((each) => each.id === params.get('id')) ?? territories[0];
  return (
    <Page
      title={t('identity-territories')}
      aside={territories.length || undefined}
      actions={
        mayManage && (
          <button type="button" className="button primary" onClick={() => setAdding(true)}>
            {t('identity-territory-add')}
          </button>
        )
      }
    >
      {query.error ? <ErrorNotice error={query.error} onRetry={query.refetch} /> : null}
      {chosen ? (
        <div className="split">
          <nav aria-label={t('identity-territories')}>
            <ul className="tree">
              {territories.map((each) => (
                <li key={each.id} className={`tree-node depth-${Math.min(each.depth, 8)}`}>
                  <button
                    type="button"
                    className="tree-button"
                    aria-current={each.id === chosen.id ? 'true' : undefined}
                    onClick={() => setParams({ id: each.id }, { replace: true })}
                  >
                    <span>{each.name}</span>
                    <span className="muted">{each.companies + each.people}</span>
                  </button>
                </li>
              ))}
            </ul>
          </nav>
          <Chosen key={chosen.id} territory={chosen} mayManage={mayManage} />
        </div>
      ) : (
        <EmptyState title={t('identity-territories-none')} text={t('identity-territories-text')} />
      )}
      {adding && <TerritoryDialog territories={territories} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Chosen({ territory, mayManage }: { territory: Territory; mayManage: boolean }) {
  const t = useT();
  const [on, setOn] = useState('');
  const [asking, setAsking] = useState<'edit' | 'place' | null>(null);
  const path = `/admin/territories/${territory.id}/placements`;
  const { data, error, refetch } = useQuery({
    queryKey: ['territories', territory.id, 'placements', on],
    queryFn: ({ signal }) => api<{ items: Placement[] }>(path, { query: { on }, signal }),
  });
  const placements = data?.items ?? [];
  return (
    <section>
      <div className="section-head">
        <h2>
          {[...territory.path.map(({ name }) => name), territory.name].join(' › ')}{' '}
          <span className="muted">{territory.code}</span>
        </h2>
        {mayManage && (
          <span className="page-actions">
            <button type="button" className="button small" onClick={() => setAsking('edit')}>
              {t('identity-territory-edit')}
            </button>
            <button type="button" className="button small" onClick={() => setAsking('place')}>
              {t('identity-place')}
            </button>
          </span>
        )}
      </div>
      <DateFilter label={t('identity-placed-on')} value={on} onChange={setOn} />
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {data && placements.length === 0 && (
        <p className="muted spaced">{t('identity-placements-none')}</p>
      )}
      {placements.length > 0 && (
        <Placements placements={placements} mayManage={mayManage} onChanged={refetch} />
      )}
      {asking === 'edit' && <TerritoryDialog known={territory} onClose={() => setAsking(null)} />}
      {asking === 'place' && <PlaceDialog territory={territory} onClose={() => setAsking(null)} />}
    </section>
  );
}

function Placements(props: { placements: Placement[]; mayManage: boolean; onChanged: () => void }) {
  const t = useT();
  const [ending, setEnding] = useState<Placement | null>(null);
  return (
    <div className="table-box spaced">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('identity-placed')}</th>
            <th scope="col">{t('identity-placed-from')}</th>
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
                  placement.person?.name
                )}
              </td>
              <td>
                <Day on={placement.from} />
              </td>
              <td>{placement.until ? <Day on={placement.until} /> : <Nothing />}</td>
              <td className="end">
                {props.mayManage && (
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
      {ending && (
        <EndPlacement
          placement={ending}
          onChanged={props.onChanged}
          onClose={() => setEnding(null)}
        />
      )}
    </div>
  );
}

function EndPlacement(props: { placement: Placement; onChanged: () => void; onClose: () => void }) {
  const { placement, onChanged, onClose } = props;
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [until, setUntil] = useState(placement.until ?? '');
  const end = async () => {
    await api(`/admin/placements/${placement.id}`, { method: 'PATCH', body: { until } });
    await queryClient.invalidateQueries({ queryKey: ['territories'] });
    onChanged();
    notify('identity-placement-ended');
  };
  return (
    <ConfirmDialog
      title={t('identity-placement-end')}
      confirmLabel={t('identity-placement-end')}
      disabled={!until}
      onConfirm={end}
      onClose={onClose}
    >
      <p>{t('identity-placement-end-text')}</p>
      <DateFilter label={t('identity-placed-until')} value={until} onChange={setUntil} />
    </ConfirmDialog>
  );
}
