import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useGetList, useNotify } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { api } from '../../../api/http';
import { useCan } from '../../../api/session';
import { MoveButtons } from '../../../ui/MoveButtons';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { Code } from '../../../ui/values';
import { changed, keyed } from '../taxes/rows';
import { SelectField } from './fields';
import { choicesOf, type GiftRow, giftsOf, unreached, wireOf } from './gifts';
import { moved } from './rules';
import { pageOf, SUBJECT_KINDS, useSubjectName } from './subjects';
import type { Assignments, PriceList, SubjectKind } from './wire';
import { StateChip, WhyLink } from './words';
import './prices.css';

const ADDRESS = '/admin/price-list-assignments';
const ALL_LISTS = { page: 1, perPage: 200 };
const MOST_LISTS = 50;

/** The lists of one company, group or channel, in the order in which they are asked. */
export default function SubjectLists() {
  const { subject = '', id = '' } = useParams();
  const kind = SUBJECT_KINDS.find((known) => known === subject);
  const t = useT();
  if (kind) return <Lists key={`${kind} ${id}`} kind={kind} id={id} />;
  return (
    <Page
      title={t('catalog-price-lists')}
      back={{ to: '/price-lists', label: t('catalog-price-lists') }}
    >
      <p>{t('catalog-price-list-unknown')}</p>
    </Page>
  );
}

function Lists({ kind, id }: { kind: SubjectKind; id: string }) {
  const t = useT();
  const name = useSubjectName(kind, id);
  const query = { subject: kind, subject_id: id };
  const given = useQuery({
    queryKey: ['price-list-assignments', kind, id],
    queryFn: ({ signal }) => api<Assignments>(ADDRESS, { query, signal }),
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  const lists = useGetList<PriceList>('price-lists', { pagination: ALL_LISTS });
  if (given.isPending || lists.isPending) return <PageSkeleton />;
  const error = given.error ?? lists.error;
  return (
    <Page
      title={t('catalog-lists-of', { name })}
      back={{ to: pageOf(kind, id), label: name }}
      actions={kind === 'company' && <WhyLink company={id} />}
      narrow
    >
      <p className="reading muted">{t(`catalog.lists-text_${kind}`)}</p>
      {error ? <ErrorNotice error={error} onRetry={() => given.refetch()} /> : null}
      {given.data && lists.data && (
        <Gifts kind={kind} id={id} items={given.data.items} all={lists.data} />
      )}
    </Page>
  );
}

function Gifts(props: {
  kind: SubjectKind;
  id: string;
  items: Assignments['items'];
  all: PriceList[];
}) {
  const { kind, id, items, all } = props;
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const mayWrite = useCan('catalog.prices.write');
  const [params] = useSearchParams();
  const [rows, setRows] = useState(() => begin(giftsOf(items), params.get('add')));
  const { busy, failure, save } = useSaving(() => false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { price_lists: wireOf(rows) };
    const saved = await save(async () => {
      await api(`${ADDRESS}/${kind}/${id}`, { method: 'PUT', body });
      await queryClient.invalidateQueries({ queryKey: ['price-list-assignments'] });
      await queryClient.invalidateQueries({ queryKey: ['companies'] });
    });
    if (saved) notify('catalog-lists-saved');
  };
  const choices = choicesOf(all, rows, kind);
  const silent = unreached(rows);
  return (
    <form className="form wide" onSubmit={submit} aria-busy={busy} noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      {rows.length === 0 && <p>{t(`catalog.lists-none_${kind}`)}</p>}
      <fieldset className="bare" disabled={!mayWrite}>
        <ol className="gift-list">
          {rows.map((row, index) => (
            <GiftFields
              key={row.key}
              row={row}
              place={index}
              count={rows.length}
              list={all.find((list) => list.code === row.code)}
              isSilent={silent.has(row.key)}
              onChange={(last) => setRows(changed(rows, row.key, { last }))}
              onMove={(steps) => setRows(moved(rows, row.key, steps))}
              onRemove={() => setRows(rows.filter((each) => each.key !== row.key))}
            />
          ))}
        </ol>
      </fieldset>
      {silent.size > 0 && <Notice tone="warn">{t('catalog-lists-silent')}</Notice>}
      {mayWrite && choices.length > 0 && rows.length < MOST_LISTS && (
        <SelectField
          label={t('catalog-lists-add')}
          value=""
          choices={[
            { value: '', label: t('catalog-lists-choose') },
            ...choices.map(({ code, name }) => ({ value: code, label: `${name} (${code})` })),
          ]}
          onChange={(code) => code && setRows([...rows, keyed({ code, last: false })])}
        />
      )}
      {mayWrite && (
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {t('catalog-lists-save')}
          </button>
        </div>
      )}
    </form>
  );
}

/** Begins with a list that one came here to give, unless it is there already. */
function begin(rows: GiftRow[], code: string | null): GiftRow[] {
  if (!code || rows.some((row) => row.code === code)) return rows;
  return [...rows, keyed({ code, last: false })];
}

function GiftFields(props: {
  row: GiftRow;
  place: number;
  count: number;
  list?: PriceList;
  isSilent: boolean;
  onChange: (last: boolean) => void;
  onMove: (steps: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { row, place, list } = props;
  const t = useT();
  const name = list?.name ?? row.code;
  return (
    <li className={props.isSilent ? 'gift silent' : 'gift'}>
      <span className="gift-place">{place + 1}</span>
      <span className="gift-name">
        {list ? (
          <Link className="link" to={`/price-lists/${list.id}`}>
            {name}
          </Link>
        ) : (
          name
        )}{' '}
        <Code>{row.code}</Code>{' '}
        {list && list.state !== 'active' && <StateChip state={list.state} />}
      </span>
      <label className="check gift-last">
        <input
          type="checkbox"
          checked={row.last}
          onChange={(event) => props.onChange(event.target.checked)}
        />{' '}
        {t('catalog-given-last')}
      </label>
      <span className="row-actions">
        <MoveButtons
          name={name}
          isFirst={place === 0}
          isLast={place === props.count - 1}
          onMove={props.onMove}
        />
        <button type="button" className="button small" onClick={props.onRemove}>
          {t('catalog-parts-remove')}
          <span className="visually-hidden"> {name}</span>
        </button>
      </span>
    </li>
  );
}
