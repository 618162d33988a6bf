import { useQueryClient } from '@tanstack/react-query';
import { useDelete, useNotify } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { FreightMinimum } from '../../api/models';
import { useCan } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { ConfirmDialog } from '../../ui/Dialog';
import { type Formatter, useFormat } from '../../ui/format';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Amount, Chip, Code, Quantity } from '../../ui/values';

const MAY_WRITE_MINIMUMS = 'freight.minimums.write';
const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;
const SEVERITY_TONES = { block: 'bad', warn: 'warn', waive: 'neutral' } as const;

export default function MinimumList() {
  const t = useT();
  const [asking, setAsking] = useState<FreightMinimum | null>(null);
  const list = useListPage<FreightMinimum>({
    resource: 'freight-minimums',
    filters: NO_FILTERS,
    sort: SERVER_ORDER,
    paged: false,
  });
  const mayWrite = useCan(MAY_WRITE_MINIMUMS);
  const create = mayWrite && (
    <Link className="button primary" to="/freight/minimums/new">
      {t('freight-add')}
    </Link>
  );
  return (
    <Page title={t('freight-minimums')} actions={create}>
      <DataTable
        list={list}
        columns={useColumns(mayWrite ? setAsking : undefined)}
        caption={t('freight-minimums')}
        chooser={false}
        filters={<p className="muted">{t('freight-text')}</p>}
        empty={
          <EmptyState
            title={t('freight-empty-title')}
            text={t('freight-empty-text')}
            action={create}
          />
        }
      />
      {asking && <DeleteMinimum minimum={asking} onClose={() => setAsking(null)} />}
    </Page>
  );
}

function useColumns(
  onDelete: ((minimum: FreightMinimum) => void) | undefined,
): Column<FreightMinimum>[] {
  const t = useT();
  const columns: Column<FreightMinimum>[] = [
    {
      id: 'company',
      label: t('freight-column-company'),
      fixed: true,
      render: (minimum) => (
        <>
          {minimum.company_code ? <Code>{minimum.company_code}</Code> : t('freight-every-company')}
          <span className="phone-line">{minimum.sku ?? t('freight-every-product')}</span>
        </>
      ),
    },
    {
      id: 'sku',
      label: t('freight-column-product'),
      grow: true,
      from: 'tablet',
      render: (minimum) => (minimum.sku ? <Code>{minimum.sku}</Code> : t('freight-every-product')),
    },
    {
      id: 'measure',
      label: t('freight-column-measure'),
      from: 'tablet',
      render: (minimum) => t(`freight.measure_${minimum.measure}`),
    },
    {
      id: 'severity',
      label: t('freight-column-severity'),
      from: 'tablet',
      render: (minimum) => (
        <Chip tone={SEVERITY_TONES[minimum.severity]}>
          {t(`freight.severity_${minimum.severity}`)}
        </Chip>
      ),
    },
    {
      id: 'threshold',
      label: t('freight-column-threshold'),
      align: 'end',
      render: (minimum) => (
        <>
          <Threshold minimum={minimum} />
          <span className="phone-line">{t(`freight.severity_${minimum.severity}`)}</span>
        </>
      ),
    },
  ];
  const actions: Column<FreightMinimum> = {
    id: 'actions',
    label: t('freight-column-actions'),
    fixed: true,
    align: 'end',
    render: (minimum) => (
      <button type="button" className="button small" onClick={() => onDelete?.(minimum)}>
        {t('freight-delete')}
      </button>
    ),
  };
  return onDelete ? [...columns, actions] : columns;
}

function Threshold({ minimum }: { minimum: FreightMinimum }) {
  if (minimum.measure === 'net_value' && minimum.currency) {
    return <Amount value={minimum.threshold} currency={minimum.currency} />;
  }
  return (
    <Quantity value={minimum.threshold} unit={minimum.measure === 'weight_kg' ? 'kg' : undefined} />
  );
}

function thresholdText(minimum: FreightMinimum, format: Formatter): string {
  if (minimum.measure === 'net_value' && minimum.currency) {
    return `${format.amount(minimum.threshold, minimum.currency)} ${minimum.currency}`;
  }
  const number = format.number(minimum.threshold);
  return minimum.measure === 'weight_kg' ? `${number} kg` : number;
}

function DeleteMinimum(props: { minimum: FreightMinimum; onClose: () => void }) {
  const { minimum, onClose } = props;
  const t = useT();
  const format = useFormat();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [remove] = useDelete<FreightMinimum>();
  const run = async () => {
    await remove(
      'freight-minimums',
      { id: minimum.id, previousData: minimum },
      { mutationMode: 'pessimistic', returnPromise: true },
    );
    await queryClient.invalidateQueries({ queryKey: ['freight-minimums'] });
    notify('freight-deleted');
  };
  return (
    <ConfirmDialog
      title={t('freight-delete-title')}
      confirmLabel={t('freight-delete-confirm')}
      danger
      onConfirm={run}
      onClose={onClose}
    >
      <p>
        {t('freight-delete-text', {
          company: minimum.company_code ?? t('freight-every-company'),
          product: minimum.sku ?? t('freight-every-product'),
          threshold: thresholdText(minimum, format),
        })}
      </p>
    </ConfirmDialog>
  );
}
