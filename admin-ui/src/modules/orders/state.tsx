import type { OrderSummary } from '../../api/models';
import type { Tone } from '../../ui/Notice';
import { useT } from '../../ui/useT';
import { Chip } from '../../ui/values';

export const ORDER_STATES: OrderSummary['state'][] = ['placed', 'confirmed', 'cancelled'];

const TONES: Record<OrderSummary['state'], Tone> = {
  placed: 'info',
  confirmed: 'good',
  cancelled: 'neutral',
};

export function OrderState({ state }: { state: OrderSummary['state'] }) {
  const t = useT();
  return <Chip tone={TONES[state] ?? 'neutral'}>{t(`orders.state_${state}`, { _: state })}</Chip>;
}
