import { useState } from 'react';
import { Link } from 'react-router';
import { useCan } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { SearchBox, Segments } from '../../ui/filters';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Chip, Code, Nothing, Quantity, When } from '../../ui/values';
import { ExtendDialog, NewHoldDialog, ReleaseHold } from './HoldDialogs';
import type { Hold } from './wire';

const FILTERS = ['company_code', 'sku', 'state'];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;
const TONES = { open: 'warn', used: 'good', released: 'neutral', expired: 'neutral' } as const;

type Asking = { what: 'extend' | 'release'; hold: Hold } | { what: 'new' };

/** Stock that is held for customers, the newest first. */
export default function HoldList() {
  const t = useT();
  const mayHold = useCan('inventory.holds.write');
  const [asking, setAsking] = useState<Asking | null>(null);
  const list = useListPage<Hold>({ resource: 'holds', filters: FILTERS, sort: SERVER_ORDER });
  const close = () => setAsking(null);
  const add = mayHold && (
    <button type="button" className="button primary" onClick={() => setAsking({ what: 'new' })}>
      {t('inventory-hold-new')}
    </button>
  );
  const states = ['', 'open', 'used', 'released', 'expired'];
  return (
    <Page title={t('inventory-holds')} actions={add}>
      <DataTable
        list={list}
        columns={useColumns(mayHold ? setAsking : undefined)}
        caption={t('inventory-holds')}
        filters={
          <>
            <SearchBox
              label={t('inventory-find-company')}
              value={list.filters.company_code ?? ''}
              onChange={(value) => list.setFilter('company_code', value)}
            />
            <Segments
              label={t('inventory-column-state')}
              value={list.filters.state ?? ''}
              choices={states.map((state) => ({
                value: state,
                label: t(`inventory.hold_${state || 'all'}`),
              }))}
              onChange={(value) => list.setFilter('state', value)}
            />
          </>
        }
        empty={
          <EmptyState
            title={t('inventory-holds-none')}
            text={t('inventory-holds-none-text')}
            action={add}
          />
        }
      />
      {asking?.what === 'new' && <NewHoldDialog onClose={close} />}
      {asking?.what === 'extend' && <ExtendDialog hold={asking.hold} onClose={close} />}
      {asking?.what === 'release' && <ReleaseHold hold={asking.hold} onClose={close} />}
    </Page>
  );
}

function useColumns(onAsk: ((asking: Asking) => void) | undefined): Column<Hold>[] {
  const t = useT();
  const columns: Column<Hold>[] = [
    {
      id: 'company',
      label: t('inventory-column-company'),
      fixed: true,
      render: (hold) => (
        <Link to={`/companies/${hold.company_id}`}>
          <Code>{hold.company_code}</Code>
        </Link>
      ),
    },
    {
      id: 'lines',
      label: t('inventory-column-held'),
      render: (hold) => (
        <ul className="plain-list">
          {hold.lines.map((line) => (
            <li key={`${line.sku} ${line.warehouse_code}`} title={line.name}>
              <Quantity value={line.remaining} unit={line.unit} /> <Code>{line.sku}</Code>{' '}
              <span className="muted">{line.warehouse_code}</span>
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: 'note',
      label: t('inventory-column-note'),
      grow: true,
      from: 'desktop',
      render: (hold) => hold.note ?? <Nothing />,
    },
    {
      id: 'by',
      label: t('inventory-column-by'),
      from: 'desktop',
      render: (hold) => hold.by,
    },
    {
      id: 'until',
      label: t('inventory-column-until'),
      from: 'tablet',
      render: (hold) => <When at={hold.until} />,
    },
    {
      id: 'state',
      label: t('inventory-column-state'),
      render: (hold) => <Chip tone={TONES[hold.state]}>{t(`inventory.hold_${hold.state}`)}</Chip>,
    },
  ];
  const actions: Column<Hold> = {
    id: 'actions',
    label: t('inventory-column-actions'),
    fixed: true,
    align: 'end',
    render: (hold) =>
      hold.state === 'open' &&
      (['extend', 'release'] as const).map((what) => (
        <button
          key={what}
          type="button"
          className="button small"
          onClick={() => onAsk?.({ what, hold })}
        >
          {t(`inventory.hold_do_${what}`)}
        </button>
      )),
  };
  return onAsk ? [...columns, actions] : columns;
}
