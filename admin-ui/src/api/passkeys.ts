// Passkeys: the browser's authenticator answers a challenge of the server.
import { api } from './http';
import type { PasskeyChallenge } from './models';

/** Whether this browser has passkeys at this address; they need HTTPS, or localhost. */
export const hasPasskeys = 'PublicKeyCredential' in globalThis && globalThis.isSecureContext;

type Options = Record<string, unknown>;
interface Known {
  id: string;
}

/** What stands behind base64url, for browsers that do not read the JSON form of WebAuthn by themselves. */
export function bytesFrom(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function withBytes(options: Options, list: string): Options {
  const known = (options[list] ?? []) as Known[];
  return {
    ...options,
    challenge: bytesFrom(String(options.challenge)),
    [list]: known.map((each) => ({ ...each, id: bytesFrom(each.id) })),
  };
}

function creation(options: Options): PublicKeyCredentialCreationOptions {
  const read = PublicKeyCredential.parseCreationOptionsFromJSON;
  if (read) return read.call(PublicKeyCredential, options as never);
  const user = options.user as Known;
  const made = {
    ...withBytes(options, 'excludeCredentials'),
    user: { ...user, id: bytesFrom(user.id) },
  };
  return made as unknown as PublicKeyCredentialCreationOptions;
}

function request(options: Options): PublicKeyCredentialRequestOptions {
  const read = PublicKeyCredential.parseRequestOptionsFromJSON;
  if (read) return read.call(PublicKeyCredential, options as never);
  return withBytes(options, 'allowCredentials') as unknown as PublicKeyCredentialRequestOptions;
}

const ask = (path: string, body: object = {}) =>
  api<PasskeyChallenge>(path, { method: 'POST', body });

/** Makes a passkey for whoever is signed in and proves it by their password, where they have one. */
export async function addPasskey(name: string, password?: string): Promise<void> {
  const proof = password ? { password } : {};
  const { ticket, public_key } = await ask('/me/passkeys/options', proof);
  const publicKey = creation(public_key as Options);
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
  const body = { ticket, name, credential: made?.toJSON() };
  await api('/me/passkeys', { method: 'POST', body });
}

/** The answer of a passkey to a challenge to sign in. */
export async function askPasskey(): Promise<{ ticket: string; credential: unknown }> {
  const { ticket, public_key } = await ask('/session/passkey/options');
  const publicKey = request(public_key as Options);
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
  return { ticket, credential: found?.toJSON() };
}

/** The browser's own dialogue was closed, or no device here could answer; it tells neither apart. */
export function isRefusedByOneself(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotAllowedError';
}
