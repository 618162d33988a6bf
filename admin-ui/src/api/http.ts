import { IdempotencyKeys } from './idempotency';
import type { Problem } from './models';
import { ApiError } from './problem';

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Query;
  /** A JSON value, or a file that is sent as it is. */
  body?: unknown;
  /** Creating requests carry an Idempotency-Key. */
  creates?: boolean;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const PREFIX = '/api/v1';
const keys = new IdempotencyKeys();
let csrfToken = '';
let onSessionEnded: () => void = () => undefined;
let onForbidden: () => void = () => undefined;

/** Remembers the token of the running session; every state-changing request carries it. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** Who to tell when the server no longer knows the session. */
export function setSessionEndedHandler(handler: () => void): void {
  onSessionEnded = handler;
}

/** Who to tell when something is refused. */
export function setForbiddenHandler(handler: () => void): void {
  onForbidden = handler;
}

/** Sends one request below /api/v1 and returns the decoded answer (undefined for an empty one). */
export async function api<T>(path: string, request: Request = {}): Promise<T> {
  const method = request.method ?? 'GET';
  const isFile = request.body instanceof Blob;
  const body = isFile ? (request.body as Blob) : encode(request.body);
  const headers = new Headers({ ...usualHeaders(), ...request.headers });
  if (typeof body === 'string') headers.set('Content-Type', 'application/json');
  if (method !== 'GET' && csrfToken) headers.set('X-CSRF-Token', csrfToken);
  const address = PREFIX + path + queryString(request.query);
  const fingerprint = `${address}\n${isFile ? '' : (body ?? '')}`;
  if (request.creates) headers.set('Idempotency-Key', keys.take(fingerprint));

  const response = await send(address, { method, headers, body, signal: request.signal });
  if (request.creates) keys.settle(fingerprint, response.status);
  if (response.status === 401) onSessionEnded();
  if (response.status === 403) onForbidden();
  if (!response.ok) throw new ApiError(await readProblem(response));
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/**
 * Sends a file and tells how much of it has gone, between 0 and 1. Only this older way of asking tells that; everything
 * else is as in `api`.
 */
export function sendFile<T>(
  path: string,
  file: Blob,
  options: { query?: Query; signal?: AbortSignal; onProgress?: (share: number) => void } = {},
): Promise<T> {
  const { query, signal, onProgress } = options;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const gone = () => reject(new ApiError({ title: 'No answer', status: 0, code: 'unreachable' }));
    request.open('POST', PREFIX + path + queryString(query));
    for (const [name, value] of Object.entries(usualHeaders())) {
      request.setRequestHeader(name, value);
    }
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    if (csrfToken) request.setRequestHeader('X-CSRF-Token', csrfToken);
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) onProgress?.(loaded / total);
    };
    request.onerror = gone;
    request.onabort = gone;
    request.onload = async () => {
      const { status } = request;
      if (status === 401) onSessionEnded();
      if (status === 403) onForbidden();
      if (status >= 200 && status < 300) {
        resolve(JSON.parse(request.responseText) as T);
        return;
      }
      const type = request.getResponseHeader('Content-Type') ?? '';
      const headers = {
        'Content-Type': type,
        'X-Request-Id': request.getResponseHeader('X-Request-Id') ?? '',
      };
      const answer = new Response(request.responseText, { status, headers });
      reject(new ApiError(await readProblem(answer)));
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** The server speaks the language of the admin, whatever the browser or the shop's own pages are set to. */
function usualHeaders(): Record<string, string> {
  const language = globalThis.document?.documentElement.lang || 'en';
  return { Accept: 'application/json', 'Accept-Language': language };
}

/** Leaves out what is empty, because the server refuses parameters it does not know or need. */
export function queryString(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

function encode(body: unknown): string | undefined {
  return body === undefined ? undefined : JSON.stringify(body);
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError({ title: 'No answer', status: 0, code: 'unreachable' });
  }
}

async function readProblem(response: Response): Promise<Problem> {
  const fallback: Problem = {
    title: response.statusText || `HTTP ${response.status}`,
    status: response.status,
    request_id: response.headers.get('X-Request-Id') ?? undefined,
  };
  if (!response.headers.get('Content-Type')?.includes('json')) return fallback;
  try {
    return { ...fallback, ...((await response.json()) as Problem), status: response.status };
  } catch {
    return fallback;
  }
}
