// The one place that knows who is signed in. The shell answer brings session and navigation in one
// request; everything else asks here.
import { useSyncExternalStore } from 'react';
import { api, setCsrfToken, setForbiddenHandler, setSessionEndedHandler } from './http';
import type { AdminShell, SecondFactor, SessionView } from './models';
import { askPasskey } from './passkeys';
import { problemOf } from './problem';

export type Entry = AdminShell['navigation'][number];

interface State {
  shell: AdminShell | null;
  /** The server no longer knows the session while pages are still open. */
  expired: boolean;
}

let state: State = { shell: null, expired: false };
let loading: Promise<AdminShell> | null = null;
const listeners = new Set<() => void>();

function update(next: Partial<State>): void {
  state = { ...state, ...next };
  if (next.shell !== undefined) setCsrfToken(next.shell?.session.csrf_token ?? '');
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentShell(): AdminShell | null {
  return state.shell;
}

export function useSessionState(): State {
  return useSyncExternalStore(subscribe, () => state);
}

/** The shell of the signed-in user; only for components inside the shell. */
export function useShell(): AdminShell {
  const { shell } = useSessionState();
  if (!shell) throw new Error('useShell is for pages behind the sign-in');
  return shell;
}

export function useSession(): SessionView {
  return useShell().session;
}

/** Whether the acting persona may do this; the server decides again on every request. */
export function useCan(permission: string): boolean {
  return useSession().permissions.includes(permission);
}

/** Loads session and navigation once; concurrent callers share the request. */
export function loadShell(): Promise<AdminShell> {
  if (state.shell) return Promise.resolve(state.shell);
  loading ??= refreshShell().finally(() => {
    loading = null;
  });
  return loading;
}

export async function refreshShell(): Promise<AdminShell> {
  const shell = await api<AdminShell>('/admin/shell');
  update({ shell, expired: false });
  return shell;
}

/** The session alone: whoever may not open the admin still has one. */
export async function loadSession(): Promise<SessionView> {
  const session = await api<SessionView>('/session');
  setCsrfToken(session.csrf_token);
  return session;
}

/** Signs in; where a second factor is asked for, answers with the ticket for the second step. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const body = { email, password };
  const answer = await api<SessionView | SecondFactor>('/session', { method: 'POST', body });
  if ('ticket' in answer) return answer.ticket;
  await enter(answer);
  return null;
}

/** The second step: a one-time code, or a recovery code. */
export async function secondFactor(ticket: string, code: string): Promise<void> {
  const body = { ticket, code };
  await enter(await api<SessionView>('/session/second-factor', { method: 'POST', body }));
}

/** Signs in with a passkey; no second factor is asked for after it. */
export async function signInByPasskey(membershipId?: string): Promise<void> {
  const answer = await askPasskey();
  const body = { ...answer, ...(membershipId ? { membership_id: membershipId } : {}) };
  await enter(await api<SessionView>('/session/passkey', { method: 'POST', body }));
}

/** Is oneself again after acting for a customer. */
export async function stopActing(): Promise<void> {
  await enter(await api<SessionView>('/session/acting', { method: 'DELETE' }));
}

async function enter(session: SessionView): Promise<void> {
  setCsrfToken(session.csrf_token);
  try {
    await refreshShell();
  } catch (error) {
    // The page that follows asks again, and says what is missing.
    if (problemOf(error).status !== 403) throw error;
    update({ shell: null, expired: false });
  }
}

/** Leaves an ended session behind, so that the sign-in page comes. */
export function forgetSession(): void {
  update({ shell: null, expired: false });
}

/** Ends the session and starts the page anew, so that nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  try {
    await api('/session', { method: 'DELETE' });
  } catch (error) {
    if (problemOf(error).status !== 401) throw error;
  }
  window.location.assign(`${import.meta.env.BASE_URL}sign-in`);
}

/** Acts in another role or for another company from now on. */
export async function switchPersona(membershipId: string): Promise<void> {
  await api('/session/persona', { method: 'PUT', body: { membership_id: membershipId } });
  await refreshShell();
}

/** An open page met a 401: the page stays, and a sign-in form appears over it. */
export function markExpired(): void {
  if (state.shell && !state.expired) update({ expired: true });
}

let looking = false;

/** A refusal under an open page may mean that a second factor is asked for since: the guard then says so. */
async function lookAgain(): Promise<void> {
  if (!state.shell || looking) return;
  looking = true;
  try {
    const { needs_second_factor, acting } = await loadSession();
    if (needs_second_factor || acting) update({ shell: null });
  } catch {
    // The refusal itself is shown where it happened.
  } finally {
    looking = false;
  }
}

setSessionEndedHandler(markExpired);
setForbiddenHandler(lookAgain);
