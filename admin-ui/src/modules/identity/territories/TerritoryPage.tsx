import { useGetList, useNotify, useUpdate } from 'ra-core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Territory } from '../../../api/models';
import { useCan } from '../../../api/session';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { EmptyState, Page, PageSkeleton } from '../../../ui/Page';
import { TrailLink } from '../../../ui/TrailLink';
import { useShowFailure } from '../../../ui/toast';
import { useT } from '../../../ui/useT';
import { Code } from '../../../ui/values';
import { ArchiveTerritory } from './ArchiveTerritory';
import { PlaceDialog } from './PlaceDialog';
import { Placements } from './Placements';
import { pathOf } from './paths';
import { TerritoryDialog } from './TerritoryDialog';

const MANAGE = 'identity.territories.manage';

/** The tree of territories, and who belongs to the chosen one on a day. */
export default function TerritoryPage() {
  const t = useT();
  const mayManage = useCan(MANAGE);
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const [withArchived, setWithArchived] = useState(false);
  const query = useGetList<Territory>('territories', { pagination: undefined });
  if (query.isPending) return <PageSkeleton />;
  const all = query.data ?? [];
  const open = all.filter((each) => !each.archived);
  const shown = all.filter(
    (each) => withArchived || !each.archived || each.id === params.get('id'),
  );
  const chosen = shown.find((each) => each.id === params.get('id')) ?? shown[0];
  const add = mayManage && (
    <button type="button" className="button primary" onClick={() => setAdding(true)}>
      {t('identity-territory-add')}
    </button>
  );
  return (
    <Page
      title={t('identity-territories')}
      aside={open.length || undefined}
      actions={chosen ? add : undefined}
    >
      {query.error ? <ErrorNotice error={query.error} onRetry={query.refetch} /> : null}
      {chosen ? (
        <div className="split">
          <nav aria-label={t('identity-territories')}>
            <Tree
              territories={shown}
              chosen={chosen}
              onChoose={(id) => setParams({ id }, { replace: true })}
            />
            {all.length > open.length && (
              <label className="check spaced">
                <input
                  type="checkbox"
                  checked={withArchived}
                  onChange={(event) => setWithArchived(event.target.checked)}
                />
                {t('identity-territories-archived', { count: all.length - open.length })}
              </label>
            )}
          </nav>
          <Chosen key={chosen.id} territory={chosen} all={open} mayManage={mayManage} />
        </div>
      ) : (
        !query.error && (
          <EmptyState
            title={t('identity-territories-none')}
            text={t('identity-territories-text')}
            action={add}
          />
        )
      )}
      {adding && <TerritoryDialog territories={open} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Tree(props: {
  territories: Territory[];
  chosen: Territory;
  onChoose: (id: string) => void;
}) {
  const t = useT();
  return (
    <ul className="tree">
      {props.territories.map((each) => (
        <li key={each.id} className={`tree-node depth-${Math.min(each.depth, 8)}`}>
          <button
            type="button"
            className="tree-button"
            aria-current={each.id === props.chosen.id ? 'true' : undefined}
            onClick={() => props.onChoose(each.id)}
          >
            <span className={each.archived ? 'muted' : undefined}>
              {each.archived ? t('ui-archived-option', { name: each.name }) : each.name}
            </span>
            <span
              className="muted"
              title={t('identity-territory-counts', {
                companies: each.companies,
                people: each.people,
              })}
            >
              {each.companies + each.people}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

type Asking = 'edit' | 'place' | 'archive' | null;

function Chosen(props: { territory: Territory; all: Territory[]; mayManage: boolean }) {
  const { territory, all, mayManage } = props;
  const t = useT();
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  return (
    <section>
      <div className="section-head">
        <h2>
          {pathOf(territory)}{' '}
          <span className="muted">
            <Code>{territory.code}</Code>
          </span>
        </h2>
      </div>
      <p className="page-actions below-head">
        {mayManage && !territory.archived && (
          <>
            <button type="button" className="button primary" onClick={() => setAsking('place')}>
              {t('identity-place')}
            </button>
            <button type="button" className="button" onClick={() => setAsking('edit')}>
              {t('identity-territory-edit')}
            </button>
            <button type="button" className="button" onClick={() => setAsking('archive')}>
              {t('identity-territory-archive')}
            </button>
          </>
        )}
        {mayManage && territory.archived && <Restore territory={territory} />}
        <TrailLink of={{ subject: 'territory', subject_id: territory.id }} />
      </p>
      {territory.archived && <Notice tone="info">{t('identity-territory-is-archived')}</Notice>}
      <Placements territory={territory} mayManage={mayManage} />
      {asking === 'edit' && <TerritoryDialog known={territory} territories={all} onClose={close} />}
      {asking === 'place' && <PlaceDialog territory={territory} onClose={close} />}
      {asking === 'archive' && (
        <ArchiveTerritory territory={territory} territories={all} onClose={close} />
      )}
    </section>
  );
}

function Restore({ territory }: { territory: Territory }) {
  const t = useT();
  const notify = useNotify();
  const showFailure = useShowFailure();
  const [update] = useUpdate();
  const restore = async () => {
    try {
      const params = { id: territory.id, data: { archived: false }, previousData: territory };
      await update('territories', params, { mutationMode: 'pessimistic', returnPromise: true });
      notify('identity-territory-restored');
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <button type="button" className="button" onClick={restore}>
      {t('identity-territory-restore')}
    </button>
  );
}
