import type { ModuleView } from '../../api/models';
import { useT } from '../../ui/useT';
import { Chip } from '../../ui/values';

export function ModuleState({ module }: { module: ModuleView }) {
  const t = useT();
  return (
    <Chip tone={module.enabled ? 'good' : 'neutral'}>
      {t(module.enabled ? 'module-state_on' : 'module-state_off')}
    </Chip>
  );
}
