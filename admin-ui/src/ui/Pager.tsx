import type { RaRecord } from 'ra-core';
import { useFormat } from './format';
import { Icon } from './icons';
import { type ListPage, PAGE_SIZES } from './useListPage';
import { useT } from './useT';

export function Pager<R extends RaRecord>({ list }: { list: ListPage<R> }) {
  const t = useT();
  const format = useFormat();
  const { page, perPage, total } = list;
  if (total === undefined) return <div className="pager" />;
  const last = Math.max(1, Math.ceil(total / perPage));
  const from = total === 0 ? 0 : (page - 1) * perPage + 1;
  const to = Math.min(total, page * perPage);
  return (
    <nav className="pager" aria-label={t('ui-pages')}>
      <span>
        {t('ui-range', {
          from: format.number(from),
          to: format.number(to),
          total: format.number(total),
        })}
      </span>
      {total > PAGE_SIZES[0] && (
        <select
          className="select quiet"
          aria-label={t('ui-rows-per-page')}
          value={perPage}
          onChange={(event) => list.setPerPage(Number(event.target.value))}
        >
          {PAGE_SIZES.map((size) => (
            <option key={size} value={size}>
              {t('ui-rows', { count: size })}
            </option>
          ))}
        </select>
      )}
      <span className="pager-steps">
        <button
          type="button"
          className="icon-button"
          aria-label={t('ui-previous-page')}
          disabled={page <= 1}
          onClick={() => list.setPage(page - 1)}
        >
          <Icon name="left" size={14} />
        </button>
        <span className="pager-page">
          {t('ui-page-of', { page: format.number(page), last: format.number(last) })}
        </span>
        <button
          type="button"
          className="icon-button"
          aria-label={t('ui-next-page')}
          disabled={page >= last}
          onClick={() => list.setPage(page + 1)}
        >
          <Icon name="right" size={14} />
        </button>
      </span>
    </nav>
  );
}
