import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { useSessionState } from '../api/session';
import { Toasts } from '../ui/toast';
import { useT } from '../ui/useT';
import { Navigation } from './Navigation';
import { SignInAgain } from './SignInAgain';
import { TopBar } from './TopBar';

export function Shell({ children }: { children: ReactNode }) {
  const t = useT();
  const { expired } = useSessionState();
  const [navigationOpen, setNavigationOpen] = useState(false);
  const { pathname } = useLocation();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => setNavigationOpen(false), [pathname]);

  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {t('shell-skip-to-content')}
      </a>
      <Navigation open={navigationOpen} onClose={() => setNavigationOpen(false)} />
      <div className="shell-main">
        <TopBar onOpenNavigation={() => setNavigationOpen(true)} />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Toasts />
      {expired && <SignInAgain />}
    </div>
  );
}
