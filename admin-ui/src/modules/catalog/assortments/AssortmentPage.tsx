import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useGetList, useNotify } from 'ra-core';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '../../../api/http';
import type { Category } from '../../../api/models';
import { useCan } from '../../../api/session';
import { ConfirmDialog } from '../../../ui/Dialog';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { TrailLink } from '../../../ui/TrailLink';
import { useT } from '../../../ui/useT';
import { Code } from '../../../ui/values';
import { StateChip } from './AssortmentList';
import { LISTS, ViewerLink } from './viewers';
import { ADDRESS, type AssortmentDetail } from './wire';

/** Rows of a list that are shown at once. */
const STEP = 25;

export function useAssortment(id: string) {
  return useQuery({
    queryKey: ['assortments', 'detail', id],
    queryFn: ({ signal }) => api<AssortmentDetail>(`${ADDRESS}/${id}`, { signal }),
    enabled: id !== '',
    refetchOnWindowFocus: false,
  });
}

/** One assortment: what it holds and leaves out, and who sees it. */
export default function AssortmentPage() {
  const t = useT();
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useAssortment(id);
  const back = { to: '/assortments', label: t('catalog-assortments') };
  if (isPending) return <PageSkeleton />;
  if (!data) {
    return (
      <Page title={t('catalog-assortment')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  const { assortment } = data;
  return (
    <Page
      title={assortment.name}
      aside={
        <>
          <Code>{assortment.code}</Code> <StateChip archived={assortment.archived} />
        </>
      }
      actions={<Actions of={data} />}
      back={back}
    >
      <Seen of={data} />
      <Contents of={data} />
    </Page>
  );
}

function Actions({ of }: { of: AssortmentDetail }) {
  const t = useT();
  const mayWrite = useCan('catalog.assortments.write');
  const [isAsking, setAsking] = useState(false);
  const { assortment } = of;
  return (
    <>
      <TrailLink of={{ subject: 'assortment', subject_id: assortment.id }} />
      {mayWrite && (
        <>
          <button type="button" className="button" onClick={() => setAsking(true)}>
            {t(assortment.archived ? 'catalog-assortment-restore' : 'catalog-assortment-archive')}
          </button>
          <Link className="button primary" to={`/assortments/${assortment.id}/edit`}>
            {t('catalog-assortment-edit')}
          </Link>
        </>
      )}
      {isAsking && <ArchiveDialog of={of} onClose={() => setAsking(false)} />}
    </>
  );
}

function ArchiveDialog({ of, onClose }: { of: AssortmentDetail; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { id, name, archived, version } = of.assortment;
  const title = t(archived ? 'catalog-assortment-restore' : 'catalog-assortment-archive');
  const confirm = async () => {
    try {
      await api(`${ADDRESS}/${id}`, { method: 'PATCH', body: { archived: !archived, version } });
    } finally {
      await queryClient.invalidateQueries({ queryKey: ['assortments'] });
    }
    notify('catalog-assortment-saved');
  };
  return (
    <ConfirmDialog
      title={title}
      confirmLabel={title}
      danger={!archived}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        {t(archived ? 'catalog-assortment-restore-text' : 'catalog-assortment-archive-text', {
          name,
        })}
      </p>
    </ConfirmDialog>
  );
}

function Seen({ of }: { of: AssortmentDetail }) {
  const t = useT();
  const { viewers } = of;
  const given = LISTS.filter(([, list]) => viewers[list].length > 0);
  return (
    <section className="section">
      <h2>{t('catalog-assortment-seen-by')}</h2>
      {given.length === 0 && !viewers.guests && <p>{t('catalog-assortment-nobody-text')}</p>}
      {viewers.channel_ids.length > 0 && !of.assortment.archived && (
        <Notice tone="info">{t('catalog-assortment-frame')}</Notice>
      )}
      <dl className="facts spaced">
        {given.map(([kind, list]) => (
          <div key={kind}>
            <dt>{t(`catalog.assortment-viewers_${kind}`)}</dt>
            <dd>
              <Some items={viewers[list]} render={(id) => <ViewerLink kind={kind} id={id} />} />
            </dd>
          </div>
        ))}
        {viewers.guests && (
          <div>
            <dt>{t('catalog-viewer_guests')}</dt>
            <dd>{t('catalog-assortment-guests-text')}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

/** The first ones, and a way to more. */
function Some({ items, render }: { items: string[]; render: (item: string) => ReactNode }) {
  const t = useT();
  const [shown, setShown] = useState(STEP);
  return (
    <>
      <ul className="plain-list">
        {items.slice(0, shown).map((item) => (
          <li key={item}>{render(item)}</li>
        ))}
      </ul>
      {items.length > shown && (
        <button
          type="button"
          className="button small spaced"
          onClick={() => setShown(shown + STEP)}
        >
          {t('catalog-given-more', { left: items.length - shown })}
        </button>
      )}
    </>
  );
}

function Contents({ of }: { of: AssortmentDetail }) {
  const t = useT();
  const { data: categories = [] } = useGetList<Category>('categories', { pagination: undefined });
  const nameOf = new Map(categories.map((category) => [category.code, category.name]));
  const category = (code: string) => (
    <>
      {nameOf.get(code) ?? ''}{' '}
      <span className="muted">
        <Code>{code}</Code>
      </span>
    </>
  );
  const product = (sku: string) => (
    <Link className="link" to={`/products?${new URLSearchParams({ q: sku })}`}>
      <Code>{sku}</Code>
    </Link>
  );
  const parts = [
    ['held', of.categories, of.skus],
    ['left-out', of.without_categories, of.without_skus],
  ] as const;
  return parts.map(([part, codes, skus]) => (
    <section key={part} className="section">
      <h2>{t(`catalog.assortment_${part}`)}</h2>
      {codes.length + skus.length === 0 && (
        <p className="muted">{t(`catalog.assortment-nothing_${part}`)}</p>
      )}
      <dl className="facts">
        {codes.length > 0 && (
          <div>
            <dt>{t('catalog-assortment-categories')}</dt>
            <dd>
              <Some items={codes} render={category} />
            </dd>
          </div>
        )}
        {skus.length > 0 && (
          <div>
            <dt>{t('catalog-assortment-products')}</dt>
            <dd>
              <Some items={skus} render={product} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  ));
}
