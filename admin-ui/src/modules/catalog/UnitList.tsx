import { useState } from 'react';
import type { Unit } from '../../api/models';
import { useCan } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Chip, Code, Nothing } from '../../ui/values';
import { UnitDialog } from './UnitDialog';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

/** Every unit of measure; a window says anew what one is. */
export default function UnitList() {
  const t = useT();
  const mayWrite = useCan('catalog.products.write');
  const [open, setOpen] = useState<Unit | 'new' | null>(null);
  const list = useListPage<Unit & { id: string }>({
    resource: 'units',
    filters: NO_FILTERS,
    sort: SERVER_ORDER,
    paged: false,
  });
  const create = mayWrite && (
    <button type="button" className="button primary" onClick={() => setOpen('new')}>
      {t('catalog-unit-add')}
    </button>
  );
  return (
    <Page title={t('catalog-units')} actions={create}>
      <DataTable
        list={list}
        columns={useColumns(mayWrite ? setOpen : undefined)}
        caption={t('catalog-units')}
        chooser={false}
        filters={<p className="muted">{t('catalog-units-text')}</p>}
        empty={
          <EmptyState title={t('catalog-units')} text={t('catalog-units-text')} action={create} />
        }
      />
      {open && (
        <UnitDialog known={open === 'new' ? undefined : open} onClose={() => setOpen(null)} />
      )}
    </Page>
  );
}

function useColumns(onOpen: ((unit: Unit) => void) | undefined): Column<Unit & { id: string }>[] {
  const t = useT();
  const columns: Column<Unit & { id: string }>[] = [
    {
      id: 'code',
      label: t('catalog-column-code'),
      fixed: true,
      render: (unit) => <Code>{unit.code}</Code>,
    },
    {
      id: 'name',
      label: t('catalog-column-name'),
      grow: true,
      render: (unit) => <span className="row-name">{unit.title}</span>,
    },
    {
      id: 'standard',
      label: t('catalog-unit-standard'),
      from: 'tablet',
      render: (unit) => unit.standard_code ?? <Nothing />,
    },
    {
      id: 'decimals',
      label: t('catalog-unit-decimals'),
      align: 'end',
      from: 'tablet',
      render: (unit) => String(unit.decimals),
    },
    {
      id: 'state',
      label: t('catalog-column-state'),
      from: 'tablet',
      render: (unit) =>
        unit.archived ? (
          <Chip tone="neutral">{t('catalog-archived')}</Chip>
        ) : (
          <Chip tone={unit.own ? 'info' : 'good'}>
            {t(unit.own ? 'catalog-unit-own' : 'catalog-unit-known')}
          </Chip>
        ),
    },
  ];
  const actions: Column<Unit & { id: string }> = {
    id: 'actions',
    label: t('catalog-column-actions'),
    fixed: true,
    align: 'end',
    render: (unit) => (
      <button type="button" className="button small" onClick={() => onOpen?.(unit)}>
        {t('catalog-category-edit')}
      </button>
    ),
  };
  return onOpen ? [...columns, actions] : columns;
}
