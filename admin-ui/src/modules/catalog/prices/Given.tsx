import { useQuery } from '@tanstack/react-query';
import { useGetList } from 'ra-core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '../../../api/http';
import type { Channel } from '../../../api/models';
import { useCan } from '../../../api/session';
import { Dialog } from '../../../ui/Dialog';
import { ErrorNotice } from '../../../ui/Notice';
import { TableBox } from '../../../ui/TableBox';
import { useT } from '../../../ui/useT';
import { Chip, Nothing } from '../../../ui/values';
import { RecordPicker, SelectField } from './fields';
import { listsOf, SUBJECT_KINDS, SubjectName } from './subjects';
import type { Assignments, PriceList, SubjectKind } from './wire';

/** Rows that are shown at once; each asks for a name. */
const STEP = 25;

/** Who has this list. */
export function Given({ list }: { list: PriceList }) {
  const t = useT();
  const mayWrite = useCan('catalog.prices.write') && list.purpose !== 'cost';
  const [shown, setShown] = useState(STEP);
  const [isGiving, setGiving] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['price-list-assignments', 'list', list.id],
    queryFn: ({ signal }) =>
      api<Assignments>('/admin/price-list-assignments', {
        query: { price_list_id: list.id },
        signal,
      }),
  });
  const items = data?.items ?? [];
  return (
    <>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {list.is_default && <p className="reading">{t('catalog-given-default')}</p>}
      {mayWrite && (
        <div className="toolbar">
          <button type="button" className="button" onClick={() => setGiving(true)}>
            {t('catalog-given-add')}
          </button>
        </div>
      )}
      {data && items.length === 0 && !list.is_default && (
        <p className="muted">{t('catalog-given-none')}</p>
      )}
      {items.length > 0 && <GivenTable items={items.slice(0, shown)} />}
      {items.length > shown && (
        <button type="button" className="button spaced" onClick={() => setShown(shown + STEP)}>
          {t('catalog-given-more', { left: items.length - shown })}
        </button>
      )}
      {isGiving && <GiveDialog list={list} onClose={() => setGiving(false)} />}
    </>
  );
}

function GivenTable({ items }: { items: Assignments['items'] }) {
  const t = useT();
  return (
    <TableBox label={t('catalog-price-list-tab_given')}>
      <table className="table">
        <caption className="visually-hidden">{t('catalog-price-list-tab_given')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('catalog-given-to')}</th>
            <th scope="col">{t('catalog-given-kind')}</th>
            <th scope="col" className="from-tablet">
              {t('catalog-given-last')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ subject, subject_id: id, last }) => (
            <tr key={`${subject} ${id}`}>
              <td>
                <Link className="link" to={listsOf(subject, id)}>
                  <SubjectName kind={subject} id={id} />
                </Link>
              </td>
              <td>{t(`catalog.subject_${subject}`)}</td>
              <td className="from-tablet">
                {last ? <Chip tone="info">{t('catalog-given-last-short')}</Chip> : <Nothing />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

/** Chooses who is given the list; the order among their lists is set on their own page. */
function GiveDialog({ list, onClose }: { list: PriceList; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const kinds = list.purpose === 'contract' ? (['company'] as SubjectKind[]) : SUBJECT_KINDS;
  const [kind, setKind] = useState<SubjectKind>('company');
  const [id, setId] = useState('');
  const { data: channels = [] } = useGetList<Channel>(
    'channels',
    { pagination: undefined },
    { enabled: kind === 'channel' },
  );
  const label = t(`catalog.subject_${kind}`);
  return (
    <Dialog title={t('catalog-given-add')} onClose={onClose}>
      <div className="form">
        <SelectField
          label={t('catalog-given-to')}
          value={kind}
          choices={kinds.map((each) => ({ value: each, label: t(`catalog.subject_${each}`) }))}
          onChange={(next) => {
            setKind(next as SubjectKind);
            setId('');
          }}
        />
        {kind === 'channel' ? (
          <SelectField
            label={label}
            value={id}
            choices={[
              { value: '', label: '–' },
              ...channels.map((channel) => ({ value: channel.id, label: channel.code })),
            ]}
            onChange={setId}
          />
        ) : (
          <RecordPicker
            key={kind}
            resource={kind === 'company' ? 'companies' : 'customer-groups'}
            label={label}
            help={t('catalog-price-pick-help')}
            onChange={setId}
          />
        )}
        <div className="form-actions">
          <button
            type="button"
            className="button primary"
            disabled={!id}
            onClick={() =>
              navigate(`${listsOf(kind, id)}?${new URLSearchParams({ add: list.code })}`)
            }
          >
            {t('catalog-given-continue')}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {t('ui-go-back')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
