// The columns of the ledger, on its own page and on a product's.
import { Link } from 'react-router';
import type { Column } from '../../ui/DataTable';
import { useT } from '../../ui/useT';
import { Code, Nothing, Quantity, When } from '../../ui/values';
import type { Movement } from './wire';

export function useMovementColumns(): Column<Movement>[] {
  const t = useT();
  return [
    {
      id: 'at',
      label: t('inventory-column-at'),
      fixed: true,
      render: (entry) => <When at={entry.at} />,
    },
    {
      id: 'sku',
      label: t('inventory-column-sku'),
      render: (entry) => (
        <Link to={`/stock/products/${encodeURIComponent(entry.sku)}`}>
          <Code>{entry.sku}</Code>
        </Link>
      ),
    },
    {
      id: 'warehouse',
      label: t('inventory-column-warehouse'),
      from: 'tablet',
      render: (entry) => entry.warehouse_code,
    },
    {
      id: 'kind',
      label: t('inventory-column-kind'),
      render: (entry) => (entry.kind ? t(`inventory.kind_${entry.kind}`) : <Nothing />),
    },
    {
      id: 'words',
      label: t('inventory-column-reason'),
      grow: true,
      from: 'desktop',
      render: (entry) => [entry.reason, entry.reference].filter(Boolean).join(' · ') || <Nothing />,
    },
    {
      id: 'by',
      label: t('inventory-column-by'),
      from: 'desktop',
      render: (entry) => entry.by,
    },
    {
      id: 'quantity',
      label: t('inventory-column-change'),
      align: 'end',
      render: (entry) => <Quantity value={entry.quantity} unit={entry.unit} />,
    },
    {
      id: 'on_hand',
      label: t('inventory-column-on-hand'),
      align: 'end',
      from: 'tablet',
      render: (entry) => <Quantity value={entry.on_hand} unit={entry.unit} />,
    },
  ];
}
