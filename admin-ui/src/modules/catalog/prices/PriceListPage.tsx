import { useQueryClient } from '@tanstack/react-query';
import { useGetOne, useNotify } from 'ra-core';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { api } from '../../../api/http';
import { useCan } from '../../../api/session';
import { ConfirmDialog } from '../../../ui/Dialog';
import { ExportMenu } from '../../../ui/ExportMenu';
import { Segments } from '../../../ui/filters';
import { ImportLink } from '../../../ui/ImportLink';
import { ErrorNotice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { TrailLink } from '../../../ui/TrailLink';
import { useT } from '../../../ui/useT';
import { Chip, Code } from '../../../ui/values';
import { Given } from './Given';
import { ListFacts } from './ListFacts';
import { PricesTab } from './PricesTab';
import { QuantitiesTab } from './QuantitiesTab';
import type { ListState, PriceList } from './wire';
import { StateChip } from './words';
import './prices.css';

const TABS = ['prices', 'quantities', 'given'] as const;

/** One list: what it is, its prices, the quantities it is sold in, and who has it. */
export default function PriceListPage() {
  const t = useT();
  const { id = '' } = useParams();
  const query = useGetOne<PriceList>('price-lists', { id });
  const { data: list, error, isPending, refetch } = query;
  if (isPending) return <PageSkeleton />;
  const back = { to: '/price-lists', label: t('catalog-price-lists') };
  if (!list) {
    return (
      <Page title={t('catalog-price-list')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  return (
    <Page
      title={list.name}
      aside={
        <>
          <Code>{list.code}</Code> <StateChip state={list.state} />
          {list.is_default && <Chip tone="info">{t('catalog-default-list')}</Chip>}
        </>
      }
      actions={<Actions list={list} />}
      back={back}
    >
      <ListFacts list={list} />
      <Tabs list={list} />
    </Page>
  );
}

function Tabs({ list }: { list: PriceList }) {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((known) => known === params.get('tab')) ?? 'prices';
  return (
    <section className="section">
      <div className="toolbar">
        <Segments
          label={t('catalog-price-list-parts')}
          value={tab}
          choices={TABS.map((value) => ({ value, label: t(`catalog.price-list-tab_${value}`) }))}
          onChange={(value) => setParams(value === 'prices' ? {} : { tab: value })}
        />
      </div>
      {tab === 'prices' && <PricesTab list={list} />}
      {tab === 'quantities' && <QuantitiesTab list={list} />}
      {tab === 'given' && <Given list={list} />}
    </section>
  );
}

/** The step that a list in this state takes next. */
const NEXT: Record<ListState, ListState> = {
  draft: 'active',
  active: 'archived',
  archived: 'active',
};

function Actions({ list }: { list: PriceList }) {
  const t = useT();
  const mayWrite = useCan('catalog.prices.write');
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      {list.purpose !== 'cost' && (
        <Link className="button" to={`/price-lists/${list.id}/what-if`}>
          {t('catalog-what-if')}
        </Link>
      )}
      <ExportMenu
        kind="prices"
        permission="catalog.prices.read"
        query={{ price_list: list.code }}
      />
      <ImportLink kind="prices" label={t('catalog-import-prices')} />
      <TrailLink of={{ subject: 'price_list', subject_id: list.id }} />
      {mayWrite && (
        <>
          <Link className="button" to={`/price-lists/new?like=${list.id}`}>
            {t('catalog-price-list-copy')}
          </Link>
          <button type="button" className="button" onClick={() => setAsking(true)}>
            {t(`catalog.list-step_${list.state}`)}
          </button>
          <Link className="button primary" to={`/price-lists/${list.id}/edit`}>
            {t('catalog-price-list-edit')}
          </Link>
        </>
      )}
      {isAsking && <StepDialog list={list} onClose={() => setAsking(false)} />}
    </>
  );
}

/** Puts a list in force, or out of it. */
function StepDialog({ list, onClose }: { list: PriceList; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const confirm = async () => {
    const state = NEXT[list.state];
    // Nobody falls back to a list that is no longer in force.
    const body = {
      state,
      version: list.version,
      ...(state === 'archived' && { is_default: false }),
    };
    try {
      await api(`/admin/price-lists/${list.id}`, { method: 'PATCH', body });
    } finally {
      await queryClient.invalidateQueries({ queryKey: ['price-lists'] });
    }
    notify('catalog-price-list-saved');
  };
  return (
    <ConfirmDialog
      title={t(`catalog.list-step_${list.state}`)}
      confirmLabel={t(`catalog.list-step_${list.state}`)}
      danger={list.state === 'active'}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t(`catalog.list-step-text_${list.state}`, { name: list.name })}</p>
      {list.is_default && list.state === 'active' && <p>{t('catalog-list-step-default')}</p>}
    </ConfirmDialog>
  );
}
