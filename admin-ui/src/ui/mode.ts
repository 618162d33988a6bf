// Light or dark: the user's choice when there is one, the system's otherwise.
import { useSyncExternalStore } from 'react';
import type { Mode } from './tokens';

const KEY = 'kontor.mode';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function chosen(): Mode | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : null;
  } catch {
    return null;
  }
}

let mode: Mode = chosen() ?? (system.matches ? 'dark' : 'light');
document.documentElement.setAttribute('data-theme', mode);

function apply(next: Mode): void {
  mode = next;
  document.documentElement.setAttribute('data-theme', next);
  for (const listener of listeners) listener();
}

system.addEventListener('change', (event) => {
  if (!chosen()) apply(event.matches ? 'dark' : 'light');
});

export function setMode(next: Mode): void {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
  apply(next);
}

export function useMode(): Mode {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => mode,
  );
}
