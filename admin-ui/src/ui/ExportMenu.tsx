import { useCan } from '../api/session';
import { Icon } from './icons';
import { useT } from './useT';

const FORMATS = ['csv', 'xlsx', 'ndjson'] as const;

/** Downloads what a list shows as a file that can be imported again, for those who may read it. */
export function ExportMenu(props: {
  kind: 'products' | 'prices' | 'customers' | 'stock';
  permission: string;
  query?: Record<string, string>;
}) {
  const t = useT();
  const mayRead = useCan(props.permission);
  if (!mayRead) return null;
  const address = (format: string) =>
    `/api/v1/admin/exports/${props.kind}?${new URLSearchParams({ ...props.query, format })}`;
  return (
    <details className="menu">
      <summary className="button">
        <Icon name="download" size={14} />
        {t('ui-export')}
      </summary>
      <div className="menu-panel">
        {FORMATS.map((format) => (
          <a key={format} className="menu-item" href={address(format)} download>
            {t(`ui-export-${format}`)}
          </a>
        ))}
      </div>
    </details>
  );
}
