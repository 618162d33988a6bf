import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useGetList } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../../../api/http';
import type { Channel } from '../../../api/models';
import { fieldErrors, problemOf } from '../../../api/problem';
import { ErrorNotice } from '../../../ui/Notice';
import { Page } from '../../../ui/Page';
import { useRecordName } from '../../../ui/RecordTag';
import { useT } from '../../../ui/useT';
import { RecordPicker, SelectField, SkuField } from '../prices/fields';
import { Verdict } from './Verdict';
import type { Visibility } from './wire';
import '../prices/prices.css';

const ASKED = ['sku', 'company_id', 'channel_id'] as const;
type Asked = Partial<Record<(typeof ASKED)[number], string>>;

/** Who sees what: whether a company or a guest sees a product, and why. What is asked stands in the address. */
export default function CheckPage() {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const asked = askedIn(params);
  const companyName = useRecordName('companies', asked.company_id);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: ['visibility-explanations', asked],
    queryFn: ({ signal }) =>
      api<Visibility>('/admin/visibility-explanations', { query: asked, signal }),
    enabled: Boolean(asked.sku),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const known = asked.company_id && companyName !== asked.company_id ? companyName : '';
  return (
    <Page title={t('catalog-sees')} back={{ to: '/assortments', label: t('catalog-assortments') }}>
      <p className="reading muted">{t('catalog-sees-text')}</p>
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
            <Verdict of={data} />
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

function Question(props: {
  asked: Asked;
  companyName: string;
  errors: Record<string, string>;
  onAsk: (asked: Asked) => void;
}) {
  const { asked, errors } = props;
  const t = useT();
  const [sku, setSku] = useState(asked.sku ?? '');
  const [company, setCompany] = useState(asked.company_id ?? '');
  const [channel, setChannel] = useState(asked.channel_id ?? '');
  const { data: channels = [] } = useGetList<Channel>('channels', { pagination: undefined });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next: Asked = { sku: sku.trim(), company_id: company, channel_id: channel };
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
        <SelectField
          label={t('catalog-channel')}
          value={channel}
          choices={[
            { value: '', label: t('catalog-sees-this-channel') },
            ...channels.map(({ id, code }) => ({ value: id, label: code })),
          ]}
          onChange={setChannel}
        />
      </div>
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={!sku.trim()}>
          {t('catalog-sees-ask')}
        </button>
      </div>
    </form>
  );
}
