import { Suspense } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { useShell } from '../api/session';
import { navigationItems, reachablePages } from '../extend/registry';
import { Guard } from '../shell/Guard';
import { NotFound } from '../shell/NotFound';
import { BrokenPage, PageBoundary } from '../shell/PageBoundary';
import { Shell } from '../shell/Shell';
import { SignIn } from '../shell/SignIn';
import { PageSkeleton } from '../ui/Page';

export function AppRoutes() {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignIn />} />
      <Route
        path="*"
        element={
          <Guard>
            <SignedInRoutes />
          </Guard>
        }
      />
    </Routes>
  );
}

function SignedInRoutes() {
  const { navigation, session } = useShell();
  const { pathname } = useLocation();
  const home = navigationItems(navigation)[0]?.path;
  return (
    <Shell>
      {/* Another role sees other data: a change of persona starts every page anew. */}
      <PageBoundary key={pathname} instead={<BrokenPage />}>
        <Suspense key={session.persona.membership_id} fallback={<PageSkeleton />}>
          <Routes>
            {home && <Route path="/" element={<Navigate to={home} replace />} />}
            {reachablePages(navigation).map(({ path, Component }) => (
              <Route key={path} path={path} element={<Component />} />
            ))}
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </PageBoundary>
    </Shell>
  );
}
