import { useNotify } from 'ra-core';
import { type ReactNode, useId, useRef } from 'react';
import { useT } from '../../../ui/useT';
import './providers.css';

/** A text to take along. Where the browser keeps the clipboard shut, it is selected instead. */
export function CopyField(props: { label: string; help?: ReactNode; value: string }) {
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const input = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.value);
      notify('identity-copied');
    } catch {
      input.current?.select();
    }
  };
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <div className="copy-row">
        <input
          ref={input}
          id={id}
          type="text"
          className="input code"
          readOnly
          aria-describedby={props.help ? `${id}-help` : undefined}
          value={props.value}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className="button small" onClick={copy}>
          {t('identity-copy')}
        </button>
      </div>
      {props.help && (
        <p className="field-help" id={`${id}-help`}>
          {props.help}
        </p>
      )}
    </div>
  );
}
