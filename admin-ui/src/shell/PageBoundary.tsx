import { Component, type ReactNode } from 'react';
import { useT } from '../ui/useT';

interface Props {
  /** What to show instead of what broke. */
  instead: ReactNode;
  children: ReactNode;
}

/** Keeps a page that breaks from taking the navigation with it; give it the page's path as its key. */
export class PageBoundary extends Component<Props, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? this.props.instead : this.props.children;
  }
}

/** Code of a page that can no longer be loaded ends here too, after a new version was installed. */
export function BrokenPage() {
  const t = useT();
  return <Broken t={t} />;
}

/** The same without the shell around it; the words are given, because their context may have broken. */
export function Broken({ t }: { t: (key: string) => string }) {
  return (
    <div className="page" role="alert">
      <header className="page-head">
        <h1>{t('shell-broken-title')}</h1>
      </header>
      <p>{t('shell-broken-text')}</p>
      <p className="spaced">
        <button type="button" className="button primary" onClick={() => window.location.reload()}>
          {t('shell-broken-reload')}
        </button>
      </p>
    </div>
  );
}
