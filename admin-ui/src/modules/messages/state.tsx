import type { Message } from '../../api/models';
import type { Tone } from '../../ui/Notice';
import { useT } from '../../ui/useT';
import { Chip } from '../../ui/values';

export const MESSAGE_STATES = ['queued', 'sent', 'captured', 'failed', 'given_up'] as const;

const TONES: Record<string, Tone> = {
  queued: 'neutral',
  sending: 'info',
  sent: 'good',
  captured: 'info',
  failed: 'warn',
  given_up: 'bad',
};

/** How far a message has come. */
export function MessageState({ state }: { state: Message['state'] }) {
  const t = useT();
  return (
    <Chip tone={TONES[state] ?? 'neutral'}>{t(`messages-state-${state.replace('_', '-')}`)}</Chip>
  );
}
