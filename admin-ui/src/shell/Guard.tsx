import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import type { SessionView } from '../api/models';
import { problemOf } from '../api/problem';
import { loadSession, loadShell, useSessionState } from '../api/session';
import { ErrorNotice } from '../ui/Notice';
import { PageSkeleton } from '../ui/Page';
import { NoAccess } from './NoAccess';

const SecondFactor = lazy(() => import('./SecondFactor'));

/** Shows its pages to signed-in staff; sends everybody else to the sign-in page and back again. */
export function Guard({ children }: { children: ReactNode }) {
  const { shell } = useSessionState();
  const [failure, setFailure] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const location = useLocation();
  const again = () => setAttempt((count) => count + 1);

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
  if (status === 403 || status === 404) return <Refused onAgain={again} />;
  return (
    <main className="alone">
      <ErrorNotice error={failure} onRetry={again} />
    </main>
  );
}

/** Signed in, but not let in: the session says why, and each reason has its way on. */
function Refused({ onAgain }: { onAgain: () => void }) {
  const [session, setSession] = useState<SessionView | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const load = () => {
    setFailure(null);
    loadSession().then(setSession, setFailure);
  };
  useEffect(load, []);

  if (session?.needs_second_factor) {
    return (
      <Suspense fallback={<PageSkeleton />}>
        <SecondFactor session={session} onDone={onAgain} />
      </Suspense>
    );
  }
  if (session) return <NoAccess session={session} onDone={onAgain} />;
  if (!failure) return null;
  if (problemOf(failure).status === 401) return <Navigate to="/sign-in" replace />;
  return (
    <main className="alone">
      <ErrorNotice error={failure} onRetry={load} />
    </main>
  );
}
