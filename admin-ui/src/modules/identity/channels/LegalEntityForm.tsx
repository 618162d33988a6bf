import { useQueryClient } from '@tanstack/react-query';
import { useCreate, useGetOne, useNotify, useUpdate } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Address, LegalEntity } from '../../../api/models';
import { refreshShell } from '../../../api/session';
import { CountrySelect } from '../../../ui/CountrySelect';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { TextField } from './TextField';

const ROUNDINGS = ['by_line', 'by_total'];
const NO_ADDRESS: Address = { name: '', street: '', postal_code: '', city: '', country: '' };

/** Makes a legal entity, or changes one. */
export default function LegalEntityForm() {
  const t = useT();
  const { id = '' } = useParams();
  const isKnown = id !== '' && id !== 'new';
  const { data, error, isLoading, refetch } = useGetOne<LegalEntity>(
    'legal-entities',
    { id },
    { enabled: isKnown },
  );
  if (isLoading) return <PageSkeleton />;
  const known = isKnown ? data : undefined;
  return (
    <Page
      title={known?.name ?? t(isKnown ? 'identity-legal-entity' : 'identity-legal-entity-add')}
      back={{ to: '/channels', label: t('identity-channels') }}
      narrow
    >
      {isKnown && !known ? (
        <ErrorNotice error={error} onRetry={refetch} />
      ) : (
        <Form key={id} known={known} />
      )}
    </Page>
  );
}

interface Draft {
  code: string;
  name: string;
  vatId: string;
  country: string;
  currency: string;
  timeZone: string;
  taxRounding: string;
  address: Address;
}

function draftOf(known?: LegalEntity): Draft {
  return {
    code: known?.code ?? '',
    name: known?.name ?? '',
    vatId: known?.vat_id ?? '',
    country: known?.country ?? '',
    currency: known?.currency ?? '',
    timeZone: known?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    taxRounding: known?.tax_rounding ?? 'by_line',
    address: known?.address ?? NO_ADDRESS,
  };
}

/** What is sent. Code and currency are said once, when it is made. */
function requestOf(draft: Draft, isNew: boolean) {
  const { address } = draft;
  const country = draft.country.trim().toUpperCase();
  const body = {
    name: draft.name.trim(),
    vat_id: draft.vatId.trim() || null,
    country,
    time_zone: draft.timeZone.trim(),
    tax_rounding: draft.taxRounding,
    address: {
      name: address.name.trim() || draft.name.trim(),
      street: address.street.trim(),
      postal_code: address.postal_code.trim(),
      city: address.city.trim(),
      country: address.country.trim().toUpperCase() || country,
    },
  };
  const currency = draft.currency.trim().toUpperCase();
  return isNew ? { ...body, code: draft.code.trim(), currency } : body;
}

function Form({ known }: { known?: LegalEntity }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [create] = useCreate();
  const [update] = useUpdate();
  const [draft, setDraft] = useState(() => draftOf(known));
  const { busy, failure, errors, save } = useSaving();
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const data = requestOf(draft, !known);
    const done = await save(async () => {
      if (known) {
        const params = { id: known.id, data, previousData: known };
        await update('legal-entities', params, {
          mutationMode: 'pessimistic',
          returnPromise: true,
        });
      } else {
        await create('legal-entities', { data }, { returnPromise: true });
      }
    });
    if (!done) return;
    await queryClient.invalidateQueries({ queryKey: ['legal-entities'] });
    // Name and time zone of the session may be other ones now; the next page load brings them at the latest.
    refreshShell().catch(() => undefined);
    notify('identity-legal-entity-saved');
    navigate('/channels');
  };

  return (
    <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      <Identity draft={draft} errors={errors} isNew={!known} onChange={change} />
      <Books draft={draft} errors={errors} isNew={!known} onChange={change} />
      <AddressFields draft={draft} errors={errors} onChange={change} />
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={busy}>
          {t('identity-legal-entity-save')}
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

function Identity({ draft, errors, isNew, onChange }: Part & { isNew: boolean }) {
  const t = useT();
  return (
    <>
      <TextField
        label={t('identity-registered-name')}
        value={draft.name}
        error={errors.name}
        onChange={(name) => onChange({ name })}
      />
      <div className="form-row">
        <TextField
          label={t('identity-column-code')}
          help={t('identity-never-changes')}
          className="input code"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={!isNew}
          value={draft.code}
          error={errors.code}
          onChange={(code) => onChange({ code })}
        />
        <CountrySelect
          label={t('identity-column-country')}
          value={draft.country}
          error={errors.country}
          onChange={(country) => onChange({ country })}
        />
        <TextField
          label={t('identity-column-vat-id')}
          value={draft.vatId}
          error={errors.vat_id}
          onChange={(vatId) => onChange({ vatId })}
        />
      </div>
    </>
  );
}

function Books({ draft, errors, isNew, onChange }: Part & { isNew: boolean }) {
  const t = useT();
  const id = useId();
  return (
    <>
      <div className="form-row">
        <TextField
          label={t('identity-books-currency')}
          help={t('identity-books-currency-help')}
          maxLength={3}
          readOnly={!isNew}
          value={draft.currency}
          error={errors.currency}
          onChange={(currency) => onChange({ currency })}
        />
        <TextField
          label={t('identity-time-zone')}
          help={t('identity-time-zone-help')}
          list={`${id}-zones`}
          autoComplete="off"
          value={draft.timeZone}
          error={errors.time_zone}
          onChange={(timeZone) => onChange({ timeZone })}
        />
        <datalist id={`${id}-zones`}>
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </div>
      <Field
        id={`${id}-rounding`}
        label={t('identity-tax-rounding')}
        help={t('identity-tax-rounding-help')}
        error={errors.tax_rounding}
      >
        <select
          className="select"
          value={draft.taxRounding}
          onChange={(event) => onChange({ taxRounding: event.target.value })}
        >
          {ROUNDINGS.map((rounding) => (
            <option key={rounding} value={rounding}>
              {t(`identity-tax-rounding-${rounding}`)}
            </option>
          ))}
        </select>
      </Field>
    </>
  );
}

function AddressFields({ draft, errors, onChange }: Part) {
  const t = useT();
  const change = (part: Partial<Address>) => onChange({ address: { ...draft.address, ...part } });
  return (
    <fieldset className="bare stack">
      <legend className="form-section">{t('identity-address')}</legend>
      <TextField
        label={t('identity-address-name')}
        help={t('identity-address-name-help')}
        value={draft.address.name}
        error={errors['address.name'] ?? errors.address}
        onChange={(name) => change({ name })}
      />
      <TextField
        label={t('identity-street')}
        value={draft.address.street}
        error={errors['address.street']}
        onChange={(street) => change({ street })}
      />
      <div className="form-row">
        <TextField
          label={t('identity-postal-code')}
          value={draft.address.postal_code}
          error={errors['address.postal_code']}
          onChange={(postal_code) => change({ postal_code })}
        />
        <TextField
          label={t('identity-column-city')}
          value={draft.address.city}
          error={errors['address.city']}
          onChange={(city) => change({ city })}
        />
      </div>
      <CountrySelect
        label={t('identity-address-country')}
        none={t('identity-address-country-none')}
        value={draft.address.country}
        error={errors['address.country']}
        onChange={(country) => change({ country })}
      />
    </fieldset>
  );
}
