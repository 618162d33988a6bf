import type { ImportView } from '../../api/models';
import type { Tone } from '../../ui/Notice';
import { useT } from '../../ui/useT';
import { Chip } from '../../ui/values';

export const IMPORT_KINDS: ImportView['kind'][] = ['products', 'prices', 'customers', 'stock'];

const TONES: Record<string, Tone> = {
  uploaded: 'info',
  validating: 'info',
  applying: 'info',
  done: 'good',
  refused: 'warn',
  failed: 'bad',
  cancelled: 'neutral',
};

export function ImportState({ state }: { state: ImportView['state'] }) {
  const t = useT();
  return <Chip tone={TONES[state] ?? 'neutral'}>{t(`import.state_${state}`, { _: state })}</Chip>;
}

/** Its file has arrived, and waits to be looked at and started. */
export function isWaiting(view: ImportView): boolean {
  return (view.state as string) === 'uploaded';
}

/** Still changing on the server, so worth asking again. */
export function isRunning(view: ImportView | undefined): boolean {
  return view?.state === 'validating' || view?.state === 'applying';
}
