import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { ErrorNotice } from './Notice';
import { useT } from './useT';

/** A modal window of the browser's own kind: focus stays inside and Escape closes it. */
export function Dialog(props: {
  title: string;
  children: ReactNode;
  onClose?: () => void;
  dismissable?: boolean;
  className?: string;
}) {
  const { title, children, onClose, dismissable = true, className } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser would choose the first field even when nothing can be typed there.
    element?.querySelector<HTMLElement>('input:not([readonly]), textarea, select')?.focus();
    return () => element?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className={className ? `dialog ${className}` : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (dismissable) onClose?.();
      }}
    >
      <h2 id={titleId} className="dialog-title">
        {title}
      </h2>
      {children}
    </dialog>
  );
}

/**
 * Asks before something happens. The text says what will happen, the button repeats verb and object.
 * The window stays open on a failure and shows it.
 */
export function ConfirmDialog(props: {
  title: string;
  children: ReactNode;
  confirmLabel: string;
  danger?: boolean;
  disabled?: boolean;
  onConfirm: () => Promise<unknown>;
  /** Failures that a field of the window shows already. */
  silent?: (error: unknown) => boolean;
  onClose: () => void;
}) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const confirm = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await props.onConfirm();
      props.onClose();
    } catch (error) {
      if (!props.silent?.(error)) setFailure(error);
      setBusy(false);
    }
  };

  return (
    <Dialog title={props.title} onClose={props.onClose} dismissable={!busy}>
      <div className="dialog-text stack">{props.children}</div>
      {failure !== null && <ErrorNotice error={failure} />}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={props.onClose} disabled={busy}>
          {t('ui-go-back')}
        </button>
        <button
          type="button"
          className={props.danger ? 'button danger' : 'button primary'}
          onClick={confirm}
          disabled={busy || props.disabled}
        >
          {props.confirmLabel}
        </button>
      </div>
    </Dialog>
  );
}
