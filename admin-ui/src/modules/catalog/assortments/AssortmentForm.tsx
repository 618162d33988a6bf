import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../../api/http';
import { problemOf } from '../../../api/problem';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { TextField } from '../prices/fields';
import { useAssortment } from './AssortmentPage';
import { bodyOf, type Draft, draftOf, EMPTY, errorsOf } from './draft';
import { CategoriesField, SkusField } from './entries';
import { ViewerFields } from './ViewerFields';
import { ADDRESS, type AssortmentDetail } from './wire';
import './assortments.css';

/** Makes an assortment, or changes what one holds and who sees it. */
export default function AssortmentForm() {
  const t = useT();
  const { id = '' } = useParams();
  const query = useAssortment(id);
  const known = id ? query.data : undefined;
  if (id && query.isPending) return <PageSkeleton />;
  const title = known?.assortment.name ?? t(id ? 'catalog-assortment' : 'catalog-assortment-new');
  const back = id
    ? { to: `/assortments/${id}`, label: title }
    : { to: '/assortments', label: t('catalog-assortments') };
  return (
    <Page title={title} back={back} narrow>
      {id && !known ? (
        <ErrorNotice error={query.error} onRetry={query.refetch} />
      ) : (
        <Form key={known?.assortment.version ?? 0} known={known} onReadAgain={query.refetch} />
      )}
    </Page>
  );
}

function Form({ known, onReadAgain }: { known?: AssortmentDetail; onReadAgain: () => void }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => (known ? draftOf(known) : EMPTY));
  // The form is long: what is wrong stands beside the button as well as beside its field.
  const { busy, failure, errors, save } = useSaving(() => false);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    let id = known?.assortment.id ?? '';
    const saved = await save(async () => {
      const body = bodyOf(draft);
      if (known) {
        const { version } = known.assortment;
        await api(`${ADDRESS}/${id}`, { method: 'PATCH', body: { ...body, version } });
      } else {
        const made = await api<AssortmentDetail>(ADDRESS, { method: 'POST', body, creates: true });
        id = made.assortment.id;
      }
      await queryClient.invalidateQueries({ queryKey: ['assortments'] });
    });
    if (!saved) return;
    notify(known ? 'catalog-assortment-saved' : 'catalog-assortment-made');
    navigate(`/assortments/${id}`);
  };
  return (
    <form className="form wide" onSubmit={submit} aria-busy={busy} noValidate>
      <div className="form-row">
        <TextField
          code
          label={t('catalog-column-code')}
          value={draft.code}
          error={errors.code}
          onChange={(code) => set({ code })}
        />
        <TextField
          label={t('catalog-column-name')}
          value={draft.name}
          error={errors.name}
          onChange={(name) => set({ name })}
        />
      </div>
      <Entries draft={draft} errors={errors} set={set} />
      <ViewerFields
        viewers={draft.viewers}
        errors={errors}
        onChange={(viewers) => set({ viewers })}
      />
      <Failure failure={failure} onReadAgain={onReadAgain} />
      <div className="form-actions">
        <button
          type="submit"
          className="button primary"
          disabled={busy || !draft.code.trim() || !draft.name.trim()}
        >
          {t(known ? 'catalog-assortment-save' : 'catalog-assortment-make')}
        </button>
        <button type="button" className="button" onClick={() => navigate(-1)} disabled={busy}>
          {t('ui-go-back')}
        </button>
      </div>
    </form>
  );
}

function Failure({ failure, onReadAgain }: { failure: unknown; onReadAgain: () => void }) {
  const t = useT();
  if (failure === null) return null;
  if (problemOf(failure).code !== 'catalog.stale') return <ErrorNotice error={failure} />;
  return (
    <Notice tone="warn">
      <p>{t('catalog-assortment-stale')}</p>
      <button type="button" className="button small" onClick={onReadAgain}>
        {t('catalog-price-list-read-again')}
      </button>
    </Notice>
  );
}

function Entries(props: {
  draft: Draft;
  errors: Record<string, string>;
  set: (change: Partial<Draft>) => void;
}) {
  const { draft, errors, set } = props;
  const t = useT();
  return (
    <>
      <fieldset className="bare stack">
        <legend className="form-section">{t('catalog-assortment_held')}</legend>
        <p className="muted">{t('catalog-assortment-held-help')}</p>
        <CategoriesField
          label={t('catalog-assortment-categories')}
          chosen={draft.categories}
          error={errorsOf(errors, 'categories')}
          onChange={(categories) => set({ categories })}
        />
        <SkusField
          label={t('catalog-assortment-products')}
          lines={draft.skus}
          error={errorsOf(errors, 'skus')}
          onChange={(skus) => set({ skus })}
        />
      </fieldset>
      <fieldset className="bare stack">
        <legend className="form-section">{t('catalog-assortment_left-out')}</legend>
        <p className="muted">{t('catalog-assortment-left-out-help')}</p>
        <CategoriesField
          label={t('catalog-assortment-categories-left-out')}
          chosen={draft.withoutCategories}
          error={errorsOf(errors, 'without_categories')}
          onChange={(withoutCategories) => set({ withoutCategories })}
        />
        <SkusField
          label={t('catalog-assortment-products-left-out')}
          lines={draft.withoutSkus}
          error={errorsOf(errors, 'without_skus')}
          onChange={(withoutSkus) => set({ withoutSkus })}
        />
      </fieldset>
    </>
  );
}
