import { useQueryClient } from '@tanstack/react-query';
import { useNotify, useUpdate } from 'ra-core';
import { useState } from 'react';
import type { Category } from '../../api/models';
import { useCan } from '../../api/session';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { EmptyState, Page } from '../../ui/Page';
import { useShowFailure } from '../../ui/toast';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Chip, Code, Nothing } from '../../ui/values';
import { CategoryDialog } from './CategoryDialog';
import { PartsDialog } from './PartsSection';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;
const MAY_WRITE_PRODUCTS = 'catalog.products.write';

/** Every category with its names; a window makes and changes one. */
export default function CategoryList() {
  const t = useT();
  const mayWrite = useCan(MAY_WRITE_PRODUCTS);
  const [open, setOpen] = useState<Category | 'new' | null>(null);
  const list = useListPage<Category>({
    resource: 'categories',
    filters: NO_FILTERS,
    sort: SERVER_ORDER,
    paged: false,
  });
  const create = mayWrite && (
    <button type="button" className="button primary" onClick={() => setOpen('new')}>
      {t('catalog-category-add')}
    </button>
  );
  return (
    <Page title={t('catalog-categories')} actions={create}>
      <DataTable
        list={list}
        columns={useColumns(mayWrite ? setOpen : undefined)}
        caption={t('catalog-categories')}
        chooser={false}
        filters={<p className="muted">{t('catalog-categories-text')}</p>}
        empty={
          <EmptyState
            title={t('catalog-categories-empty-title')}
            text={t('catalog-categories-text')}
            action={create}
          />
        }
      />
      {open && (
        <CategoryDialog known={open === 'new' ? undefined : open} onClose={() => setOpen(null)} />
      )}
    </Page>
  );
}

function useColumns(onOpen: ((category: Category) => void) | undefined): Column<Category>[] {
  const t = useT();
  const format = useFormat();
  const columns: Column<Category>[] = [
    {
      id: 'name',
      label: t('catalog-column-name'),
      fixed: true,
      grow: true,
      render: (category) => (
        <span className="row-name" style={{ paddingInlineStart: `${category.level * 1.25}rem` }}>
          {category.name}
        </span>
      ),
    },
    {
      id: 'tree',
      label: t('catalog-category-tree'),
      from: 'desktop',
      render: (category) => category.tree,
    },
    {
      id: 'names',
      label: t('catalog-column-languages'),
      from: 'desktop',
      render: ({ names }) => Object.values(names).join(' · ') || <Nothing />,
    },
    {
      id: 'code',
      label: t('catalog-column-code'),
      from: 'tablet',
      render: (category) => <Code>{category.code}</Code>,
    },
    {
      id: 'products',
      label: t('catalog-column-products'),
      align: 'end',
      render: (category) => format.number(category.products),
    },
    {
      id: 'state',
      label: t('catalog-column-state'),
      from: 'tablet',
      render: (category) =>
        category.archived ? (
          <Chip tone="neutral">{t('catalog-archived')}</Chip>
        ) : (
          <Chip tone="good">{t('catalog-category-in-use')}</Chip>
        ),
    },
  ];
  const actions: Column<Category> = {
    id: 'actions',
    label: t('catalog-column-actions'),
    fixed: true,
    align: 'end',
    render: (category) => <RowActions category={category} onOpen={onOpen} />,
  };
  return onOpen ? [...columns, actions] : columns;
}

function RowActions(props: { category: Category; onOpen?: (category: Category) => void }) {
  const { category, onOpen } = props;
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const showFailure = useShowFailure();
  const [asking, setAsking] = useState(false);
  const [update] = useUpdate<Category>();
  const toggle = async () => {
    const data = { archived: !category.archived };
    try {
      await update(
        'categories',
        { id: category.id, data, previousData: category },
        { mutationMode: 'pessimistic', returnPromise: true },
      );
      await queryClient.invalidateQueries({ queryKey: ['categories'] });
      notify(category.archived ? 'catalog-category-restored' : 'catalog-category-archived');
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <span className="row-actions">
      <button type="button" className="button small" onClick={() => setAsking(true)}>
        {t('catalog-category-attributes')}
      </button>
      {asking && (
        <PartsDialog
          address={`/admin/categories/${category.id}/attributes`}
          field="attributes"
          title={t('catalog-category-attributes-of', { name: category.name })}
          columns={[
            { name: 'attribute', label: t('catalog-axis-attribute') },
            { name: 'required', label: t('catalog-category-required'), kind: 'flag' },
            { name: 'unit', label: t('catalog-column-unit') },
          ]}
          blank={{ attribute: '', required: false, unit: '' }}
          isOwn={(part) => !part.inherited_from}
          onClose={() => setAsking(false)}
        />
      )}
      <button type="button" className="button small" onClick={() => onOpen?.(category)}>
        {t('catalog-category-edit')}
      </button>
      <button
        type="button"
        className="button small"
        disabled={!category.archived && category.products > 0}
        onClick={toggle}
      >
        {t(category.archived ? 'catalog-category-restore' : 'catalog-category-archive')}
      </button>
    </span>
  );
}
