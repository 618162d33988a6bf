import { useEffect, useRef } from 'react';
import { Icon } from './icons';
import { useT } from './useT';

interface Choice {
  id: string;
  label: string;
  fixed?: boolean;
}

/** Which columns to show; the choice stays in this browser. */
export function ColumnChooser(props: {
  columns: Choice[];
  hidden: string[];
  onChange: (hidden: string[]) => void;
}) {
  const { columns, hidden, onChange } = props;
  const t = useT();
  const details = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const close = (event: Event) => {
      const element = details.current;
      if (!element?.open) return;
      const escaped = event instanceof KeyboardEvent && event.key === 'Escape';
      const outside = event.type === 'pointerdown' && !element.contains(event.target as Node);
      if (escaped || outside) element.open = false;
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);

  const toggle = (id: string) =>
    onChange(hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id]);

  return (
    <details ref={details} className="menu">
      <summary className="button small">
        <Icon name="columns" size={14} />
        <span className="from-tablet">{t('ui-columns')}</span>
      </summary>
      <fieldset className="menu-panel">
        <legend className="visually-hidden">{t('ui-columns')}</legend>
        {columns.map((column) => (
          <label key={column.id} className="menu-item">
            <input
              type="checkbox"
              checked={column.fixed || !hidden.includes(column.id)}
              disabled={column.fixed}
              onChange={() => toggle(column.id)}
            />
            {column.label}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
