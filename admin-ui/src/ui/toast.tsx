// Short confirmations in a corner. react-admin's notices arrive here too. A failure stays until it
// is closed, and pages show it beside the thing that failed as well.
import { type NotificationPayload, useNotificationContext, useNotify } from 'ra-core';
import { useCallback, useEffect, useState } from 'react';
import { problemSentence } from '../api/problem';
import { Icon } from './icons';
import { useT } from './useT';

const SHOWN_FOR_MS = 5_000;

interface Toast {
  id: number;
  text: string;
  bad: boolean;
}

let nextId = 1;

/** Shows why something failed, for actions that have no place of their own to say it. */
export function useShowFailure(): (error: unknown) => void {
  const t = useT();
  const notify = useNotify();
  return useCallback((error) => notify(problemSentence(error, t), { type: 'error' }), [t, notify]);
}

export function Toasts() {
  const t = useT();
  const { notifications, takeNotification } = useNotificationContext();
  const [toasts, setToasts] = useState<Toast[]>([]);

  const dismiss = useCallback(
    (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)),
    [],
  );

  useEffect(() => {
    if (notifications.length === 0) return;
    const notice = takeNotification();
    if (!notice) return;
    const toast = toastOf(notice, t);
    setToasts((shown) => [...shown.slice(-2), toast]);
    if (!toast.bad) setTimeout(() => dismiss(toast.id), SHOWN_FOR_MS);
  }, [notifications, takeNotification, t, dismiss]);

  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={toast.bad ? 'toast bad' : 'toast'}>
          <Icon name={toast.bad ? 'warning' : 'check'} />
          <span>{toast.text}</span>
          <button
            type="button"
            className="icon-button"
            aria-label={t('ui-close')}
            onClick={() => dismiss(toast.id)}
          >
            <Icon name="close" size={12} />
          </button>
        </div>
      ))}
    </div>
  );
}

function toastOf(notice: NotificationPayload, t: ReturnType<typeof useT>): Toast {
  const { message, type, notificationOptions } = notice;
  const text =
    typeof message === 'string'
      ? t(message, { _: message, ...notificationOptions?.messageArgs })
      : '';
  return { id: nextId++, text, bad: type === 'error' };
}
