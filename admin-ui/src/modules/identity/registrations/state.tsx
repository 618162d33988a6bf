import type { Registration } from '../../../api/models';
import type { Tone } from '../../../ui/Notice';
import { useT } from '../../../ui/useT';
import { Chip } from '../../../ui/values';

export const REGISTRATION_STATES = [
  'awaiting_decision',
  'unconfirmed',
  'approved',
  'rejected',
] as const;

const TONES: Record<string, Tone> = {
  awaiting_decision: 'warn',
  unconfirmed: 'neutral',
  approved: 'good',
  rejected: 'bad',
};

/** How a registration stands. */
export function RegistrationState({ state }: { state: Registration['state'] }) {
  const t = useT();
  const tone = TONES[state] ?? 'neutral';
  return <Chip tone={tone}>{t(`identity-registration-${state.replace('_', '-')}`)}</Chip>;
}
