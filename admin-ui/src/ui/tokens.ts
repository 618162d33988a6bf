// The tokens live in one style sheet that every surface shares: themes/tokens.css. MUI needs real
// colours to mix from, so its theme reads them from the page.

export type Mode = 'light' | 'dark';

/** A reader for the colours of the mode the page is in, such as `token('--ink')`. */
export function tokenReader(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(name).trim() || '#808080';
}
