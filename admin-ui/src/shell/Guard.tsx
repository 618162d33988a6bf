import { type ReactNode, useEffect, useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { problemOf } from '../api/problem';
import { loadShell, signOut, useSessionState } from '../api/session';
import { ErrorNotice } from '../ui/Notice';
import { Toasts, useShowFailure } from '../ui/toast';
import { useT } from '../ui/useT';

/** Shows its pages to signed-in staff; sends everybody else to the sign-in page and back again. */
export function Guard({ children }: { children: ReactNode }) {
  const { shell } = useSessionState();
  const [failure, setFailure] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const location = useLocation();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a reason to load again
  useEffect(() => {
    if (shell) return;
    setFailure(null);
    loadShell().catch(setFailure);
  }, [shell, attempt]);

  if (shell) return children;
  if (!failure) return null;
  const { status } = problemOf(failure);
  if (status === 401) {
    return <Navigate to="/sign-in" replace state={{ next: location.pathname + location.search }} />;
  }
  if (status === 403 || status === 404) return <NoAccess />;
  return (
    <main className="alone">
      <ErrorNotice error={failure} onRetry={() => setAttempt((count) => count + 1)} />
    </main>
  );
}

function NoAccess() {
  const t = useT();
  const showFailure = useShowFailure();
  return (
    <main className="alone">
      <h1 className="alone-title">{t('shell-no-access-title')}</h1>
      <p>{t('shell-no-access-text')}</p>
      <p className="alone-actions">
        <a className="button primary" href="/">
          {t('shell-no-access-shop')}
        </a>
        <button type="button" className="button" onClick={() => signOut().catch(showFailure)}>
          {t('shell-sign-out')}
        </button>
      </p>
      <Toasts />
    </main>
  );
}
