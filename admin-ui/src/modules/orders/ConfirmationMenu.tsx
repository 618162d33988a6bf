import { useLocaleState } from 'ra-core';
import type { Order } from '../../api/models';
import { Icon } from '../../ui/icons';
import { useT } from '../../ui/useT';

const FORMATS = ['pdf', 'xlsx'] as const;

/** Downloads the confirmation of an order that has been confirmed, in the language of the reader. */
export function ConfirmationMenu({ order }: { order: Order }) {
  const t = useT();
  const [language] = useLocaleState();
  if (order.state !== 'confirmed') return null;
  return (
    <details className="menu">
      <summary className="button">
        <Icon name="download" size={14} />
        {t('orders-confirmation')}
      </summary>
      <div className="menu-panel">
        {FORMATS.map((format) => (
          <a
            key={format}
            className="menu-item"
            href={`/api/v1/admin/orders/${order.id}/confirmation.${format}?language=${language}`}
            download
          >
            {t(`orders-confirmation-${format}`)}
          </a>
        ))}
      </div>
    </details>
  );
}
