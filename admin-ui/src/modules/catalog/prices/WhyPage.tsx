import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../../../api/http';
import { fieldErrors, problemOf } from '../../../api/problem';
import { ErrorNotice } from '../../../ui/Notice';
import { Page } from '../../../ui/Page';
import { useRecordName } from '../../../ui/RecordTag';
import { useT } from '../../../ui/useT';
import { RecordPicker, SkuField, TextField, useShown, useTyped } from './fields';
import { PriceChain } from './PriceChain';
import type { PriceExplanation } from './wire';
import './prices.css';

const ASKED = ['sku', 'company_id', 'quantity', 'date', 'as_of'] as const;
type Asked = Partial<Record<(typeof ASKED)[number], string>>;

/** Why a price is what it is, or was. What is asked stands in the address. */
export default function WhyPage() {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const asked = askedIn(params);
  const companyName = useRecordName('companies', asked.company_id);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: ['price-explanations', asked],
    queryFn: ({ signal }) =>
      api<PriceExplanation>('/admin/price-explanations', { query: asked, signal }),
    enabled: Boolean(asked.sku),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const known = asked.company_id && companyName !== asked.company_id ? companyName : '';
  return (
    <Page title={t('catalog-why-price')}>
      <p className="reading muted">{t('catalog-why-text')}</p>
      <Question
        // What the address says is begun with, as soon as the company's name is known.
        key={`${params} ${known}`}
        asked={asked}
        companyName={known}
        errors={fieldErrors(problemOf(error), t)}
        onAsk={(next) => setParams(next as Record<string, string>)}
      />
      <div aria-live="polite" aria-busy={isFetching}>
        {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
        {data && !error && asked.sku && (
          <div className={isPlaceholderData ? 'why-stale' : undefined}>
            <PriceChain of={data} />
          </div>
        )}
      </div>
    </Page>
  );
}

function askedIn(params: URLSearchParams): Asked {
  const entries = ASKED.map((name) => [name, params.get(name) ?? ''] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** An instant as a field for local time shows it. */
function localOf(instant: string | undefined): string {
  const at = new Date(instant ?? '');
  if (Number.isNaN(at.getTime())) return '';
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

function Question(props: {
  asked: Asked;
  companyName: string;
  errors: Record<string, string>;
  onAsk: (asked: Asked) => void;
}) {
  const { asked, errors } = props;
  const t = useT();
  const typed = useTyped();
  const shown = useShown();
  const [sku, setSku] = useState(asked.sku ?? '');
  const [company, setCompany] = useState(asked.company_id ?? '');
  const [quantity, setQuantity] = useState(shown(asked.quantity));
  const [date, setDate] = useState(asked.date ?? '');
  const [stood, setStood] = useState(localOf(asked.as_of));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next: Asked = {
      sku: sku.trim(),
      company_id: company,
      quantity: quantity.trim() && typed(quantity),
      date,
      as_of: stood && new Date(stood).toISOString(),
    };
    props.onAsk(Object.fromEntries(Object.entries(next).filter(([, value]) => value)));
  };
  return (
    <form className="form wide why-question" onSubmit={submit} noValidate>
      <div className="why-fields">
        <SkuField value={sku} error={errors.sku} onChange={setSku} />
        <RecordPicker
          resource="companies"
          label={t('catalog-why-company')}
          help={t('catalog-why-company-help')}
          chosenName={props.companyName}
          onChange={setCompany}
        />
        <TextField
          decimal
          label={t('catalog-why-quantity')}
          help={t('catalog-why-quantity-help')}
          value={quantity}
          error={errors.quantity}
          onChange={setQuantity}
        />
        <TextField
          type="date"
          label={t('catalog-why-date')}
          help={t('catalog-why-date-help')}
          value={date}
          error={errors.date}
          onChange={setDate}
        />
        <TextField
          type="datetime-local"
          label={t('catalog-why-as-of')}
          help={t('catalog-why-as-of-help')}
          value={stood}
          error={errors.as_of}
          onChange={setStood}
        />
      </div>
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={!sku.trim()}>
          {t('catalog-why-ask')}
        </button>
      </div>
    </form>
  );
}
