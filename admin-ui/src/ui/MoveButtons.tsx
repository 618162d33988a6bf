import { Icon } from './icons';
import { useT } from './useT';

/** Moves a row one place up or down. */
export function MoveButtons(props: {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  disabled?: boolean;
  onMove: (steps: -1 | 1) => void;
}) {
  const { name, isFirst, isLast, disabled, onMove } = props;
  const t = useT();
  return (
    <span className="row-actions">
      <button
        type="button"
        className="icon-button"
        aria-label={t('ui-move-up', { name })}
        disabled={disabled || isFirst}
        onClick={() => onMove(-1)}
      >
        <Icon name="up" size={12} />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t('ui-move-down', { name })}
        disabled={disabled || isLast}
        onClick={() => onMove(1)}
      >
        <Icon name="down" size={12} />
      </button>
    </span>
  );
}
