// A creating request that got no conclusive answer must be repeated with the key it had,
// or the server could create the thing twice.

/** A random UUID; works on plain-http addresses too, where crypto.randomUUID is absent. */
export function randomKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Keeps one key per unanswered request, identified by its path and body. */
export class IdempotencyKeys {
  readonly #open = new Map<string, string>();

  /** The key to send; the same one again while the earlier attempt is unanswered. */
  take(request: string): string {
    const known = this.#open.get(request);
    if (known) return known;
    const key = randomKey();
    this.#open.set(request, key);
    return key;
  }

  /** Forgets the key once the server gave an answer that settles the request. */
  settle(request: string, status: number): void {
    const conclusive = status !== 0 && status < 500 && status !== 409 && status !== 429;
    if (conclusive) this.#open.delete(request);
  }
}
