import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useGetOne } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { api } from '../../../api/http';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { useT } from '../../../ui/useT';
import { Code } from '../../../ui/values';
import { TextField } from './fields';
import { WhatIfAnswer } from './WhatIfAnswer';
import type { PriceList, WhatIf } from './wire';
import { StateChip } from './words';
import './prices.css';

const USUAL_DAYS = '90';

/** What a list would have meant for the last orders. Nothing is changed by asking. */
export default function WhatIfPage() {
  const t = useT();
  const { id = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const days = params.get('days') || USUAL_DAYS;
  const everybody = params.get('everybody') === 'true';
  const { data: list, error: listError, isPending } = useGetOne<PriceList>('price-lists', { id });
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: ['price-lists', id, 'what-if', days, everybody],
    queryFn: ({ signal }) =>
      api<WhatIf>(`/admin/price-lists/${id}/what-if`, {
        query: { days, for_everybody: everybody },
        signal,
      }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (isPending) return <PageSkeleton />;
  return (
    <Page
      title={t('catalog-what-if')}
      aside={
        list && (
          <>
            {list.name} <Code>{list.code}</Code> <StateChip state={list.state} />
          </>
        )
      }
      back={{ to: `/price-lists/${id}`, label: list?.name ?? t('catalog-price-list') }}
    >
      <p className="reading muted">{t('catalog-what-if-text')}</p>
      <Assumptions
        key={`${days} ${everybody}`}
        days={days}
        everybody={everybody}
        onAsk={setParams}
      />
      {listError ? <ErrorNotice error={listError} /> : null}
      <div aria-live="polite" aria-busy={isFetching}>
        {error && !listError ? <ErrorNotice error={error} onRetry={refetch} /> : null}
        {!data && !error && <p className="muted">{t('catalog-what-if-running')}</p>}
        {data && !error && (
          <div className={isPlaceholderData ? 'why-stale' : undefined}>
            <WhatIfAnswer answer={data} />
          </div>
        )}
        {data && data.lines === 0 && !error && (
          <Notice tone="info">{t('catalog-what-if-nothing')}</Notice>
        )}
      </div>
    </Page>
  );
}

function Assumptions(props: {
  days: string;
  everybody: boolean;
  onAsk: (params: Record<string, string>) => void;
}) {
  const t = useT();
  const [days, setDays] = useState(props.days);
  const [everybody, setEverybody] = useState(props.everybody);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onAsk({ days: days.trim(), ...(everybody && { everybody: 'true' }) });
  };
  return (
    <form className="form wide why-question" onSubmit={submit} noValidate>
      <div className="what-if-fields">
        <TextField
          label={t('catalog-what-if-days')}
          help={t('catalog-what-if-days-help')}
          value={days}
          onChange={setDays}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={everybody}
            onChange={(event) => setEverybody(event.target.checked)}
          />{' '}
          {t('catalog-what-if-everybody')}
        </label>
        <button type="submit" className="button primary">
          {t('catalog-what-if-ask')}
        </button>
      </div>
    </form>
  );
}
