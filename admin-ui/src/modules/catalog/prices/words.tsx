// How price lists are told in tables and heads of pages.
import { Link } from 'react-router';
import { useT } from '../../../ui/useT';
import { Chip, Day, Nothing } from '../../../ui/values';
import type { PriceList } from './wire';

const TONES = { draft: 'warn', active: 'good', archived: 'neutral' } as const;

export function StateChip({ state }: { state: PriceList['state'] }) {
  const t = useT();
  return <Chip tone={TONES[state]}>{t(`catalog.list-state_${state}`)}</Chip>;
}

/** From one day to another; a dash where it always holds. */
export function Validity({ list }: { list: Pick<PriceList, 'valid_from' | 'valid_to'> }) {
  const t = useT();
  const { valid_from: from, valid_to: to } = list;
  if (!from && !to) return <Nothing />;
  return (
    <span>
      {from ? <Day on={from} /> : t('catalog-valid-ever')} – {to && <Day on={to} />}
    </span>
  );
}

/** Why this price, asked for what one has before one. */
export function WhyLink({ sku, company }: { sku?: string; company?: string }) {
  const t = useT();
  const query = new URLSearchParams({
    ...(sku && { sku }),
    ...(company && { company_id: company }),
  });
  return (
    <Link className="button" to={`/prices/why?${query}`}>
      {t('catalog-why-price')}
    </Link>
  );
}
