import type { ReactNode } from 'react';
import { problemOf, problemSentence } from '../api/problem';
import { Icon } from './icons';
import { useT } from './useT';

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';

/** A message that belongs to its place on the page and stays there. */
export function Notice({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <div className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {(tone === 'bad' || tone === 'warn') && <Icon name="warning" />}
      <div>{children}</div>
    </div>
  );
}

/** Why something failed, and a way on when trying again can help. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT();
  const { errors, status } = problemOf(error);
  // The sign-in window over the page says it, and signing in settles it.
  if (status === 401) return null;
  return (
    <Notice tone="bad">
      <p>{problemSentence(error, t)}</p>
      {errors && errors.length > 0 && (
        <ul className="notice-list">
          {errors.map((entry) => (
            <li key={`${entry.pointer}${entry.code}`}>{entry.detail}</li>
          ))}
        </ul>
      )}
      {onRetry && (
        <button type="button" className="button small" onClick={onRetry}>
          {t('ui-try-again')}
        </button>
      )}
    </Notice>
  );
}
