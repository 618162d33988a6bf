import { useQueryClient } from '@tanstack/react-query';
import { useUpdate } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AttributeDefinition } from '../../api/models';
import { useCan } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { Segments } from '../../ui/filters';
import { MoveButtons } from '../../ui/MoveButtons';
import { EmptyState, Page } from '../../ui/Page';
import { useShowFailure } from '../../ui/toast';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Chip, Code } from '../../ui/values';
import { MAY_WRITE_SCHEMAS, THINGS, type Thing, thingOf } from './things';

const FILTERS = ['thing'];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

/** The attributes of companies, people or products, in the order in which forms ask for them. */
export default function AttributeList() {
  const t = useT();
  const mayWrite = useCan(MAY_WRITE_SCHEMAS);
  const answer = useListPage<AttributeDefinition>({
    resource: 'attributes',
    filters: FILTERS,
    sort: SERVER_ORDER,
    paged: false,
  });
  const thing = thingOf(answer.filters.thing);
  const rows = answer.rows.filter((attribute) => attribute.thing === thing);
  const create = mayWrite && (
    <Link className="button primary" to={`/attributes/new?thing=${thing}`}>
      {t('attributes-add')}
    </Link>
  );
  const choose = <ThingChoice thing={thing} onChange={(next) => answer.setFilter('thing', next)} />;
  return (
    <Page title={t('attributes-attributes')} actions={create}>
      {/* An empty list hides its filters, and another thing may have attributes. */}
      {rows.length === 0 && <div className="toolbar">{choose}</div>}
      <DataTable
        list={{ ...answer, rows, isFiltered: false }}
        columns={useColumns(mayWrite, rows)}
        caption={t(`attributes.of_${thing}`)}
        chooser={false}
        rowHref={(attribute) => `/attributes/${attribute.id}`}
        filters={choose}
        empty={
          <EmptyState
            title={t('attributes-empty-title')}
            text={t(`attributes.empty_${thing}`)}
            action={create}
          />
        }
      />
    </Page>
  );
}

function ThingChoice({ thing, onChange }: { thing: Thing; onChange: (thing: Thing) => void }) {
  const t = useT();
  return (
    <Segments
      label={t('attributes-thing')}
      value={thing}
      choices={THINGS.map((value) => ({ value, label: t(`attributes.thing_${value}`) }))}
      onChange={(value) => onChange(thingOf(value))}
    />
  );
}

function useColumns(mayWrite: boolean, rows: AttributeDefinition[]): Column<AttributeDefinition>[] {
  const t = useT();
  const columns: Column<AttributeDefinition>[] = [
    {
      id: 'label',
      label: t('attributes-column-name'),
      fixed: true,
      grow: true,
      render: (attribute) => (
        <>
          <Link className="row-link" to={`/attributes/${attribute.id}`}>
            {attribute.label}
          </Link>
          <span className="phone-line">{t(`attributes.kind_${attribute.kind}`)}</span>
        </>
      ),
    },
    {
      id: 'code',
      label: t('attributes-column-code'),
      from: 'tablet',
      render: (attribute) => <Code>{attribute.code}</Code>,
    },
    {
      id: 'kind',
      label: t('attributes-column-kind'),
      from: 'tablet',
      render: (attribute) => t(`attributes.kind_${attribute.kind}`),
    },
    {
      id: 'marks',
      label: t('attributes-column-marks'),
      from: 'tablet',
      render: (attribute) => <Marks attribute={attribute} />,
    },
  ];
  const order: Column<AttributeDefinition> = {
    id: 'order',
    label: t('attributes-column-order'),
    fixed: true,
    align: 'end',
    render: (attribute) => <Order attribute={attribute} rows={rows} />,
  };
  return mayWrite ? [...columns, order] : columns;
}

function Marks({ attribute }: { attribute: AttributeDefinition }) {
  const t = useT();
  return (
    <span className="row-actions">
      {attribute.archived && <Chip tone="neutral">{t('attributes-archived')}</Chip>}
      {attribute.is_required && <Chip tone="warn">{t('attributes-required')}</Chip>}
      {attribute.is_public && <Chip tone="info">{t('attributes-public')}</Chip>}
    </span>
  );
}

/** Moves an attribute among those that are asked for; archived ones stand behind and stay there. */
function Order(props: { attribute: AttributeDefinition; rows: AttributeDefinition[] }) {
  const { attribute, rows } = props;
  const queryClient = useQueryClient();
  const showFailure = useShowFailure();
  const [update] = useUpdate<AttributeDefinition>();
  const [busy, setBusy] = useState(false);
  const open = rows.filter(({ archived }) => !archived);
  const move = async (steps: number) => {
    setBusy(true);
    const data = { position: attribute.position + steps };
    try {
      await update(
        'attributes',
        { id: attribute.id, data, previousData: attribute },
        { mutationMode: 'pessimistic', returnPromise: true },
      );
      await queryClient.invalidateQueries({ queryKey: ['attributes'] });
    } catch (error) {
      showFailure(error);
    } finally {
      setBusy(false);
    }
  };
  if (attribute.archived) return null;
  return (
    <MoveButtons
      name={attribute.label}
      isFirst={open[0] === attribute}
      isLast={open.at(-1) === attribute}
      disabled={busy}
      onMove={move}
    />
  );
}
