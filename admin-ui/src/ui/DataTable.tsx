import { type RaRecord, useStore } from 'ra-core';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef } from 'react';
import { useNavigate } from 'react-router';
import { ColumnChooser } from './ColumnChooser';
import { Icon } from './icons';
import { ErrorNotice } from './Notice';
import { Pager } from './Pager';
import type { ListPage, Sort } from './useListPage';
import { useT } from './useT';

export interface Column<R> {
  id: string;
  label: string;
  render: (row: R) => ReactNode;
  /** The server's name for sorting by this column. */
  sort?: string;
  align?: 'end';
  /** Left out below this width, unless there is room to scroll. */
  from?: 'tablet' | 'desktop';
  /** Takes the room that is left and shortens long text. */
  grow?: boolean;
  /** The column that names the row cannot be hidden. */
  fixed?: boolean;
}

export interface DataTableProps<R extends RaRecord> {
  list: ListPage<R>;
  columns: Column<R>[];
  caption: string;
  filters?: ReactNode;
  empty: ReactNode;
  rowHref?: (row: R) => string;
  /** Short lists need no choice of columns. */
  chooser?: boolean;
  /** Cells of the totals row by column id. */
  totals?: { label: string; cells: Record<string, ReactNode> };
}

/** A counted list: sticky head, sort in the head, keyboard through the rows, totals, pages. */
export function DataTable<R extends RaRecord>(props: DataTableProps<R>) {
  const { list, columns, rowHref, chooser = true } = props;
  const [hidden, setHidden] = useStore<string[]>(`columns.${list.resource}`, []);
  const shown = columns.filter((column) => column.fixed || !hidden.includes(column.id));
  const isEmpty = !list.isPending && !list.error && list.rows.length === 0;
  const isUntouched = !list.isFiltered && list.page === 1;
  return (
    <section className="list" aria-busy={list.isFetching}>
      {(props.filters || chooser) && !(isEmpty && isUntouched) && (
        <div className="toolbar">
          {props.filters}
          {chooser && <ColumnChooser columns={columns} hidden={hidden} onChange={setHidden} />}
        </div>
      )}
      {list.error ? <ErrorNotice error={list.error} onRetry={list.refetch} /> : null}
      {isEmpty ? (
        <Empty {...props} />
      ) : (
        !list.error && (
          <>
            <div className={list.isFetching && !list.isPending ? 'table-box stale' : 'table-box'}>
              <table className="table">
                <caption className="visually-hidden">{props.caption}</caption>
                <Head columns={shown} sort={list.sort} onSort={list.setSort} />
                {list.isPending ? (
                  <SkeletonRows columns={shown} />
                ) : (
                  <Rows rows={list.rows} columns={shown} rowHref={rowHref} />
                )}
                {props.totals && list.rows.length > 0 && (
                  <Totals columns={shown} totals={props.totals} />
                )}
              </table>
            </div>
            <Pager list={list} />
          </>
        )
      )}
    </section>
  );
}

function Empty<R extends RaRecord>({ list, empty }: DataTableProps<R>) {
  const t = useT();
  const beyond = list.page > 1;
  if (!list.isFiltered && !beyond) return empty;
  return (
    <div className="empty">
      <h2>{t('ui-nothing-found')}</h2>
      <p>{t(beyond ? 'ui-nothing-on-page' : 'ui-nothing-found-text')}</p>
      <div className="empty-action">
        <button
          type="button"
          className="button"
          onClick={() => (beyond ? list.setPage(1) : list.clearFilters())}
        >
          {t(beyond ? 'ui-first-page' : 'ui-clear-filters')}
        </button>
      </div>
    </div>
  );
}

function classOf<R>({ align, from, grow }: Column<R>): string {
  return [align, from && `from-${from}`, grow && 'grow'].filter(Boolean).join(' ');
}

function Head<R>(props: { columns: Column<R>[]; sort: Sort; onSort: (sort: Sort) => void }) {
  return (
    <thead>
      <tr>
        {props.columns.map((column) => (
          <HeadCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
        ))}
      </tr>
    </thead>
  );
}

function HeadCell<R>(props: { column: Column<R>; sort: Sort; onSort: (sort: Sort) => void }) {
  const { column, sort, onSort } = props;
  const field = column.sort;
  if (!field) {
    return (
      <th scope="col" className={classOf(column)}>
        {column.label}
      </th>
    );
  }
  const active = sort.field === field;
  const ascending = active && sort.order === 'ASC';
  return (
    <th
      scope="col"
      className={classOf(column)}
      aria-sort={active ? (ascending ? 'ascending' : 'descending') : 'none'}
    >
      <button
        type="button"
        className={active ? 'sort active' : 'sort'}
        onClick={() => onSort({ field, order: ascending ? 'DESC' : 'ASC' })}
      >
        {column.label}
        <Icon name={ascending ? 'up' : 'down'} size={10} />
      </button>
    </th>
  );
}

function Rows<R extends RaRecord>(props: {
  rows: R[];
  columns: Column<R>[];
  rowHref?: (row: R) => string;
}) {
  const { rows, columns, rowHref } = props;
  const navigate = useNavigate();
  const body = useRef<HTMLTableSectionElement>(null);

  const open = (row: R, newTab: boolean) => {
    if (!rowHref) return;
    const href = rowHref(row);
    if (newTab) window.open(import.meta.env.BASE_URL.replace(/\/$/, '') + href, '_blank');
    else navigate(href);
  };
  const onClick = (row: R) => (event: MouseEvent) => {
    const onControl = (event.target as Element).closest('a, button, input, select, label');
    const selecting = Boolean(window.getSelection()?.toString());
    if (!onControl && !selecting) open(row, event.metaKey || event.ctrlKey);
  };
  const onKeyDown = (row: R, index: number) => (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step) {
      event.preventDefault();
      (body.current?.rows[index + step] as HTMLElement | undefined)?.focus();
    }
    if (event.key === 'Enter') open(row, event.metaKey || event.ctrlKey);
  };

  return (
    <tbody ref={body}>
      {rows.map((row, index) => (
        <tr
          key={row.id}
          className={rowHref ? 'clickable' : undefined}
          tabIndex={index === 0 ? 0 : -1}
          onClick={rowHref && onClick(row)}
          onKeyDown={onKeyDown(row, index)}
        >
          {columns.map((column) => (
            <td key={column.id} className={classOf(column)}>
              {column.render(row)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function SkeletonRows<R>({ columns }: { columns: Column<R>[] }) {
  const rows = Array.from({ length: 12 }, (_, index) => index);
  return (
    <tbody aria-hidden="true">
      {rows.map((row) => (
        <tr key={row}>
          {columns.map((column) => (
            <td key={column.id} className={classOf(column)}>
              <span className="skeleton" />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

/** The label covers the columns before the first sum. */
function Totals<R>(props: {
  columns: Column<R>[];
  totals: { label: string; cells: Record<string, ReactNode> };
}) {
  const { columns, totals } = props;
  return (
    <tfoot>
      <tr>
        {columns.map((column, index) => (
          <td key={column.id} className={classOf(column)}>
            {index === 0 ? <span className="totals-label">{totals.label}</span> : null}
            {totals.cells[column.id]}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
