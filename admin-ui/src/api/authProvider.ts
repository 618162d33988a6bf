import type { AuthProvider } from 'ra-core';
import { problemOf } from './problem';
import { currentShell, loadShell, markExpired, signIn, signOut } from './session';

/** Signs in and out for react-admin. A session that ends under an open page keeps the page. */
export const authProvider: AuthProvider = {
  async login({ email, password }: { email: string; password: string }) {
    await signIn(email, password);
  },
  async logout() {
    if (currentShell()) await signOut().catch(() => undefined);
    return '/sign-in';
  },
  async checkAuth() {
    await loadShell();
  },
  async checkError(error) {
    if (problemOf(error).status === 401) markExpired();
  },
  async getIdentity() {
    const { user } = (await loadShell()).session;
    return { id: user.id, fullName: user.name };
  },
  async getPermissions() {
    return currentShell()?.session.permissions ?? [];
  },
};
