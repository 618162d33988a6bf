import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { Icon } from './icons';

/** Names the browser tab after the page. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Kontor` : 'Kontor';
  }, [title]);
}

export function Page(props: {
  title: string;
  /** Beside the title: a count, a state. */
  aside?: ReactNode;
  actions?: ReactNode;
  /** The list this page belongs to. */
  back?: { to: string; label: string };
  /** Tables use the whole width; reading and forms do not. */
  narrow?: boolean;
  children: ReactNode;
}) {
  usePageTitle(props.title);
  return (
    <div className={props.narrow ? 'page narrow' : 'page'}>
      {props.back && (
        <Link className="back-link" to={props.back.to}>
          <Icon name="left" size={12} />
          {props.back.label}
        </Link>
      )}
      <header className="page-head">
        <h1>{props.title}</h1>
        {props.aside && <div className="page-aside">{props.aside}</div>}
        {props.actions && <div className="page-actions">{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}

/** Holds the place of a page while its code or data arrives. */
export function PageSkeleton() {
  return (
    <div className="page" aria-busy="true">
      <div className="page-head">
        <span className="skeleton skeleton-title" />
      </div>
      {[1, 2, 3, 4, 5, 6].map((row) => (
        <div key={row} className="skeleton-row">
          <span className="skeleton" />
        </div>
      ))}
    </div>
  );
}

/** What to do when there is nothing to show. */
export function EmptyState(props: { title: string; text: string; action?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.action && <div className="empty-action">{props.action}</div>}
    </div>
  );
}
