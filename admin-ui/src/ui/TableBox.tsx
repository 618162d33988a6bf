import type { ReactNode } from 'react';

/** Holds a table that is shown whole. Where it is wider than the page, arrow keys scroll it. */
export function TableBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-box plain" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
