import type { ReactNode } from 'react';
import { fieldErrors, problemOf, problemSentence } from '../api/problem';
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
  const problem = problemOf(error);
  // The sign-in window over the page says it, and signing in settles it.
  if (problem.status === 401) return null;
  const sentence = problemSentence(error, t);
  const fields = new Set(Object.values(fieldErrors(problem, t)));
  // A field at fault alone is the sentence already.
  fields.delete(sentence);
  return (
    <Notice tone="bad">
      <p>{sentence}</p>
      {fields.size > 0 && (
        <ul className="notice-list">
          {[...fields].map((field) => (
            <li key={field}>{field}</li>
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
