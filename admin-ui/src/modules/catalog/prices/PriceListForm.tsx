import { useQueryClient } from '@tanstack/react-query';
import { useGetList, useGetOne, useNotify } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api } from '../../../api/http';
import { problemOf } from '../../../api/problem';
import { useCan } from '../../../api/session';
import { Field } from '../../../ui/Field';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { changesOf, copyOf, draftOf, EMPTY, type ListDraft, newListOf, STEPS } from './draft';
import { EndingEditor } from './EndingEditor';
import { SelectField, TextField, useShown, useTyped } from './fields';
import { RulesEditor } from './RulesEditor';
import type { ListState, PriceList, Purpose, TaxMode } from './wire';
import './prices.css';

const ALL_LISTS = { page: 1, perPage: 200 };

/** Makes a price list, or changes one. */
export default function PriceListForm() {
  const t = useT();
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const like = params.get('like') ?? '';
  const source = id || like;
  const query = useGetOne<PriceList>(
    'price-lists',
    { id: source },
    // What is typed stays, whatever others do meanwhile; saving then says so.
    { enabled: source !== '', refetchOnWindowFocus: false, refetchOnReconnect: false },
  );
  const known = source ? query.data : undefined;
  if (source && query.isPending) return <PageSkeleton />;
  const title = id ? (known?.name ?? t('catalog-price-list')) : t('catalog-price-list-new');
  return (
    <Page
      title={title}
      back={
        id
          ? { to: `/price-lists/${id}`, label: known?.name ?? t('catalog-price-list') }
          : { to: '/price-lists', label: t('catalog-price-lists') }
      }
      narrow
    >
      {source && !known ? (
        <ErrorNotice error={query.error} onRetry={query.refetch} />
      ) : (
        <Form
          key={`${source}-${known?.version ?? 0}`}
          known={known}
          isCopy={!id}
          onReadAgain={query.refetch}
        />
      )}
    </Page>
  );
}

function Form(props: { known?: PriceList; isCopy: boolean; onReadAgain: () => void }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const typed = useTyped();
  const shown = useShown();
  const known = props.isCopy ? undefined : props.known;
  const [draft, setDraft] = useState<ListDraft>(() => {
    if (!props.known) return EMPTY;
    return known ? draftOf(known, shown) : copyOf(props.known, shown);
  });
  // The form is long: what is wrong stands beside the button as well as beside its field.
  const { busy, failure, errors, save } = useSaving(() => false);
  const set = (change: Partial<ListDraft>) => setDraft((before) => ({ ...before, ...change }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    let id = known?.id ?? '';
    const saved = await save(async () => {
      if (known) {
        const body = { ...changesOf(draft, typed), version: known.version };
        await api(`/admin/price-lists/${known.id}`, { method: 'PATCH', body });
      } else {
        const body = newListOf(draft, typed);
        const made = await api<PriceList>('/admin/price-lists', {
          method: 'POST',
          body,
          creates: true,
        });
        id = made.id;
      }
      await queryClient.invalidateQueries({ queryKey: ['price-lists'] });
    });
    if (!saved) return;
    notify(known ? 'catalog-price-list-saved' : 'catalog-price-list-made');
    navigate(`/price-lists/${id}`);
  };
  return (
    <form className="form wide" onSubmit={submit} aria-busy={busy} noValidate>
      <Basics draft={draft} known={known} errors={errors} set={set} />
      <InForce draft={draft} known={known} errors={errors} set={set} />
      <Derived draft={draft} known={known} errors={errors} set={set} />
      <Failure failure={failure} onReadAgain={props.onReadAgain} />
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={busy || !draft.code.trim()}>
          {t(known ? 'catalog-price-list-save' : 'catalog-price-list-make')}
        </button>
        <button type="button" className="button" onClick={() => navigate(-1)} disabled={busy}>
          {t('ui-go-back')}
        </button>
      </div>
    </form>
  );
}

/** Why it was not saved; after somebody else's change, a way to read theirs. */
export function Failure(props: { failure: unknown; onReadAgain: () => void }) {
  const t = useT();
  if (props.failure === null) return null;
  if (problemOf(props.failure).code !== 'catalog.stale') {
    return <ErrorNotice error={props.failure} />;
  }
  return (
    <Notice tone="warn">
      <p>{t('catalog-price-list-stale')}</p>
      <button type="button" className="button small" onClick={props.onReadAgain}>
        {t('catalog-price-list-read-again')}
      </button>
    </Notice>
  );
}

interface SectionProps {
  draft: ListDraft;
  known?: PriceList;
  errors: Record<string, string>;
  set: (change: Partial<ListDraft>) => void;
}

function Basics({ draft, known, errors, set }: SectionProps) {
  const t = useT();
  const id = useId();
  const mayCost = useCan('catalog.costs.write');
  const purposes: Purpose[] = mayCost ? ['sales', 'contract', 'cost'] : ['sales', 'contract'];
  return (
    <>
      <div className="form-row">
        <TextField
          code
          label={t('catalog-column-code')}
          value={draft.code}
          error={errors.code}
          readOnly={Boolean(known)}
          onChange={(code) => set({ code })}
        />
        <TextField
          label={t('catalog-column-name')}
          value={draft.name}
          error={errors.name}
          onChange={(name) => set({ name })}
        />
      </div>
      <div className="form-row">
        <SelectField
          label={t('catalog-column-purpose')}
          value={draft.purpose}
          error={errors.purpose}
          help={t(`catalog.purpose-help_${draft.purpose}`)}
          disabled={Boolean(known)}
          choices={(known ? [known.purpose] : purposes).map((purpose) => ({
            value: purpose,
            label: t(`catalog.purpose_${purpose}`),
          }))}
          onChange={(purpose) => set({ purpose: purpose as Purpose })}
        />
        <TextField
          code
          label={t('catalog-column-currency')}
          value={draft.currency}
          error={errors.currency}
          help={known ? undefined : t('catalog-price-list-currency-help')}
          readOnly={Boolean(known)}
          onChange={(currency) => set({ currency })}
        />
        <SelectField
          label={t('catalog-column-tax-mode')}
          value={draft.taxMode}
          disabled={Boolean(known)}
          choices={(['net', 'gross'] as const).map((mode) => ({
            value: mode,
            label: t(`catalog.tax-mode_${mode}`),
          }))}
          onChange={(mode) => set({ taxMode: mode as TaxMode })}
        />
      </div>
      <Field id={`${id}-note`} label={t('catalog-price-list-note')} error={errors.note}>
        <textarea
          rows={2}
          value={draft.note}
          onChange={(event) => set({ note: event.target.value })}
        />
      </Field>
    </>
  );
}

function InForce({ draft, known, errors, set }: SectionProps) {
  const t = useT();
  const states: readonly ListState[] = known ? STEPS[known.state] : ['draft', 'active'];
  return (
    <fieldset className="bare stack">
      <legend className="form-section">{t('catalog-price-list-in-force')}</legend>
      <div className="form-row">
        <SelectField
          label={t('catalog-column-state')}
          value={draft.state}
          error={errors.state}
          help={t(`catalog.list-state-help_${draft.state}`)}
          choices={states.map((state) => ({
            value: state,
            label: t(`catalog.list-state_${state}`),
          }))}
          onChange={(state) => set({ state: state as ListState })}
        />
        <TextField
          type="date"
          label={t('catalog-column-valid-from')}
          value={draft.validFrom}
          error={errors.valid_from}
          onChange={(validFrom) => set({ validFrom })}
        />
        <TextField
          type="date"
          label={t('catalog-column-valid-to')}
          value={draft.validTo}
          error={errors.valid_to}
          onChange={(validTo) => set({ validTo })}
        />
      </div>
      {draft.purpose !== 'contract' && (
        <div className={errors.is_default ? 'field wrong' : 'field'}>
          <label className="check">
            <input
              type="checkbox"
              checked={draft.isDefault}
              onChange={(event) => set({ isDefault: event.target.checked })}
            />{' '}
            {t(`catalog.default-list_${draft.purpose}`)}
          </label>
          {errors.is_default && <p className="field-error">{errors.is_default}</p>}
        </div>
      )}
    </fieldset>
  );
}

function Derived({ draft, known, errors, set }: SectionProps) {
  const t = useT();
  const { data: all = [] } = useGetList<PriceList>('price-lists', { pagination: ALL_LISTS });
  const others = all.filter((list) => list.id !== known?.id && list.state !== 'archived');
  // The list that is named already stays a choice, whatever has become of it.
  const codes = [...new Set([draft.baseList, ...others.map((list) => list.code)])].filter(Boolean);
  const nameOf = new Map(all.map((list) => [list.code, list.name]));
  return (
    <>
      <fieldset className="bare stack">
        <legend className="form-section">{t('catalog-rules-of-list')}</legend>
        <p className="muted">{t('catalog-rules-of-list-text')}</p>
        <SelectField
          label={t('catalog-base-list')}
          help={t('catalog-base-list-help')}
          value={draft.baseList}
          error={errors.base_list}
          choices={[
            { value: '', label: t('catalog-base-list-none') },
            ...codes.map((code) => ({ value: code, label: `${nameOf.get(code) ?? ''} (${code})` })),
          ]}
          onChange={(baseList) => set({ baseList })}
        />
        <RulesEditor rows={draft.rules} errors={errors} onChange={(rules) => set({ rules })} />
      </fieldset>
      <fieldset className="bare stack">
        <legend className="form-section">{t('catalog-ending')}</legend>
        <p className="muted">{t('catalog-ending-text')}</p>
        <EndingEditor
          ending={draft.ending}
          currency={draft.currency || 'EUR'}
          errors={errors}
          onChange={(ending) => set({ ending })}
        />
      </fieldset>
    </>
  );
}
