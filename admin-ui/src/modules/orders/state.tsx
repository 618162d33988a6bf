import type { OrderSummary } from '../../api/models';
import type { Tone } from '../../ui/Notice';
import { useT } from '../../ui/useT';
import { Chip } from '../../ui/values';

export const ORDER_STATES: OrderSummary['state'][] = [
  'awaiting_approval',
  'placed',
  'confirmed',
  'on_hold',
  'cancelled',
];

const TONES: Record<OrderSummary['state'], Tone> = {
  awaiting_approval: 'warn',
  placed: 'info',
  confirmed: 'good',
  on_hold: 'warn',
  cancelled: 'neutral',
};

export function OrderState({ state }: { state: OrderSummary['state'] }) {
  const t = useT();
  return <Chip tone={TONES[state] ?? 'neutral'}>{t(`orders.state_${state}`, { _: state })}</Chip>;
}
