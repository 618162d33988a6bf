import { useQueryClient } from '@tanstack/react-query';
import { useCreate, useGetList, useGetOne, useNotify, useUpdate } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Channel, LegalEntity } from '../../../api/models';
import { refreshShell, useCan } from '../../../api/session';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { AccentField } from './AccentField';
import { LanguageChoice } from './LanguageChoice';
import { TextField } from './TextField';
import './channels.css';

const THEMES = ['default'];
const DISPLAYS = ['by_customer', 'net', 'gross', 'as_listed'];
const USUAL_ACCENT = '#1f4e79';

/** Makes a channel, or changes one. */
export default function ChannelForm() {
  const t = useT();
  const { id = '' } = useParams();
  const isKnown = id !== '' && id !== 'new';
  const maySeePrices = useCan('catalog.prices.read');
  const query = useGetOne<Channel>('channels', { id }, { enabled: isKnown });
  const entities = useGetList<LegalEntity>('legal-entities', { pagination: undefined });
  if (query.isLoading || entities.isPending) return <PageSkeleton />;
  const known = isKnown ? query.data : undefined;
  const error = entities.error ?? (isKnown && !known ? query.error : null);
  const retry = () => {
    entities.refetch();
    if (isKnown) query.refetch();
  };
  return (
    <Page
      title={known?.code ?? t(isKnown ? 'identity-channel' : 'identity-channel-add')}
      back={{ to: '/channels', label: t('identity-channels') }}
      actions={
        known &&
        maySeePrices && (
          <Link className="button" to={`/price-lists/of/channel/${known.id}`}>
            {t('identity-show-price-lists')}
          </Link>
        )
      }
      narrow
    >
      {error ? (
        <ErrorNotice error={error} onRetry={retry} />
      ) : (
        <Form key={id} known={known} entities={entities.data ?? []} />
      )}
    </Page>
  );
}

interface Draft {
  code: string;
  legalEntityId: string;
  currency: string;
  languages: string[];
  theme: string;
  accent: string;
  guestsSeePrices: boolean;
  priceDisplay: string;
}

function draftOf(known: Channel | undefined, entities: LegalEntity[]): Draft {
  return {
    code: known?.code ?? '',
    legalEntityId: known?.legal_entity_id ?? entities[0]?.id ?? '',
    currency: known?.currency ?? entities[0]?.currency ?? '',
    languages: known?.languages ?? ['en'],
    theme: known?.theme ?? 'default',
    accent: known?.accent ?? USUAL_ACCENT,
    guestsSeePrices: known?.guests_see_prices ?? false,
    priceDisplay: known?.price_display ?? 'by_customer',
  };
}

function requestOf(draft: Draft, isNew: boolean) {
  const body = {
    legal_entity_id: draft.legalEntityId,
    currency: draft.currency.trim().toUpperCase(),
    languages: draft.languages,
    theme: draft.theme,
    accent: draft.accent.trim(),
    guests_see_prices: draft.guestsSeePrices,
    price_display: draft.priceDisplay,
  };
  return isNew ? { ...body, code: draft.code.trim() } : body;
}

function Form({ known, entities }: { known?: Channel; entities: LegalEntity[] }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [create] = useCreate();
  const [update] = useUpdate();
  const [draft, setDraft] = useState(() => draftOf(known, entities));
  const { busy, failure, errors, save } = useSaving();
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const data = requestOf(draft, !known);
    const done = await save(async () => {
      if (known) {
        const params = { id: known.id, data, previousData: known };
        await update('channels', params, { mutationMode: 'pessimistic', returnPromise: true });
      } else {
        await create('channels', { data }, { returnPromise: true });
      }
    });
    if (!done) return;
    await queryClient.invalidateQueries({ queryKey: ['channels'] });
    // Currency and languages of the session may be other ones now; the next page load brings them at the latest.
    refreshShell().catch(() => undefined);
    notify('identity-channel-saved');
    navigate('/channels');
  };

  return (
    <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      <Trade draft={draft} errors={errors} known={known} entities={entities} onChange={change} />
      <LanguageChoice
        chosen={draft.languages}
        error={errors.languages}
        onChange={(languages) => change({ languages })}
      />
      <Looks draft={draft} errors={errors} onChange={change} />
      <Hosts hosts={known?.hosts ?? []} />
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={busy}>
          {t('identity-channel-save')}
        </button>
        <Link className="button" to="/channels">
          {t('ui-go-back')}
        </Link>
      </div>
    </form>
  );
}

interface Part {
  draft: Draft;
  errors: Record<string, string>;
  onChange: (part: Partial<Draft>) => void;
}

function Trade(props: Part & { known?: Channel; entities: LegalEntity[] }) {
  const { draft, errors, known, entities, onChange } = props;
  const t = useT();
  const id = useId();
  // A new channel takes the currency of who sells, until another one is written.
  const choose = (legalEntityId: string) => {
    const currency = entities.find((entity) => entity.id === legalEntityId)?.currency;
    onChange(known || !currency ? { legalEntityId } : { legalEntityId, currency });
  };
  return (
    <>
      <Field
        id={`${id}-seller`}
        label={t('identity-legal-entity')}
        help={t('identity-channel-seller-help')}
        error={errors.legal_entity_id}
      >
        <select
          className="select"
          value={draft.legalEntityId}
          onChange={(event) => choose(event.target.value)}
        >
          {entities.map((entity) => (
            <option key={entity.id} value={entity.id}>
              {entity.name}
            </option>
          ))}
        </select>
      </Field>
      <div className="form-row">
        <TextField
          label={t('identity-column-code')}
          help={t('identity-never-changes')}
          className="input code"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={Boolean(known)}
          value={draft.code}
          error={errors.code}
          onChange={(code) => onChange({ code })}
        />
        <TextField
          label={t('identity-currency')}
          help={t('identity-channel-currency-help')}
          maxLength={3}
          value={draft.currency}
          error={errors.currency}
          onChange={(currency) => onChange({ currency })}
        />
      </div>
      <div className="field">
        <label className="check">
          <input
            type="checkbox"
            checked={draft.guestsSeePrices}
            onChange={(event) => onChange({ guestsSeePrices: event.target.checked })}
          />
          {t('identity-guests-see-prices')}
        </label>
        <p className="field-help">{t('identity-guests-see-prices-help')}</p>
      </div>
      <PriceDisplay draft={draft} errors={errors} onChange={onChange} />
    </>
  );
}

function PriceDisplay({ draft, errors, onChange }: Part) {
  const t = useT();
  const id = useId();
  return (
    <Field
      id={`${id}-display`}
      label={t('identity-price-display')}
      help={t('identity-price-display-help')}
      error={errors.price_display}
    >
      <select
        className="select"
        value={draft.priceDisplay}
        onChange={(event) => onChange({ priceDisplay: event.target.value })}
      >
        {DISPLAYS.map((display) => (
          <option key={display} value={display}>
            {t(`identity-price-display-${display}`)}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Looks({ draft, errors, onChange }: Part) {
  const t = useT();
  const id = useId();
  const themes = THEMES.includes(draft.theme) ? THEMES : [draft.theme, ...THEMES];
  return (
    <>
      <Field id={`${id}-theme`} label={t('identity-theme')} error={errors.theme}>
        <select
          className="select"
          value={draft.theme}
          onChange={(event) => onChange({ theme: event.target.value })}
        >
          {themes.map((theme) => (
            <option key={theme} value={theme}>
              {t(`identity-theme-${theme}`, { _: theme })}
            </option>
          ))}
        </select>
      </Field>
      <AccentField
        value={draft.accent}
        error={errors.accent}
        onChange={(accent) => onChange({ accent })}
      />
    </>
  );
}

/** Under which names it is found; only the operator gives them. */
function Hosts({ hosts }: { hosts: string[] }) {
  const t = useT();
  return (
    <section>
      <h2 className="form-section host-title">{t('identity-hosts')}</h2>
      {hosts.length > 0 ? (
        <ul className="host-list code">
          {hosts.map((host) => (
            <li key={host}>{host}</li>
          ))}
        </ul>
      ) : (
        <p>{t('identity-hosts-none')}</p>
      )}
      <p className="field-help">{t('identity-hosts-help')}</p>
    </section>
  );
}
