import { afterEach, describe, expect, test, vi } from 'vitest';
import { createDataProvider } from './dataProvider';
import { setCsrfToken } from './http';
import { ApiError, fieldErrors, problemOf, problemSentence } from './problem';

const provider = createDataProvider({
  orders: '/admin/orders',
  stock: '/admin/stock',
  prices: '/admin/price-lists/:list/prices',
});
const NEWEST = { field: 'placed_at', order: 'DESC' } as const;

interface Sent {
  address: string;
  method: string;
  headers: Headers;
  body: unknown;
}

/** Answers the next requests in turn and records what was sent. */
function serve(...answers: (Response | Error)[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    sent.push({
      address,
      method: init.method ?? '',
      headers: new Headers(init.headers),
      body: init.body,
    });
    const answer = answers.shift();
    if (!answer || answer instanceof Error) throw answer ?? new Error('unexpected request');
    return answer;
  });
  return sent;
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' },
  });
}

afterEach(() => {
  vi.unstubAllGlobals();
  setCsrfToken('');
});

describe('lists', () => {
  test('a list asks for a counted page with sort and filters as named parameters', async () => {
    const sent = serve(json({ items: [{ id: '1' }], next_cursor: null, total: 41 }));
    const pagination = { page: 2, perPage: 50 };
    const filter = { state: 'placed', q: '' };
    const result = await provider.getList('orders', { pagination, sort: NEWEST, filter });
    expect(sent[0]?.address).toBe(
      '/api/v1/admin/orders?state=placed&sort=-placed_at&page=2&limit=50',
    );
    expect(result).toEqual({ data: [{ id: '1' }], total: 41 });
  });

  test('a stock level without an id is known by SKU and warehouse', async () => {
    serve(json({ items: [{ sku: 'A-1', warehouse_code: 'GDN' }], next_cursor: null, total: 1 }));
    const { data } = await provider.getList('stock', { filter: {} });
    expect(data[0]?.id).toBe('A-1·GDN');
  });

  test('a list inside of another record names it in its path', async () => {
    const sent = serve(json({ items: [], next_cursor: null, total: 0 }));
    await provider.getList('prices', { filter: { sku: 'A-1' }, meta: { list: 'x/y' } });
    expect(sent[0]?.address).toBe('/api/v1/admin/price-lists/x%2Fy/prices?sku=A-1');
  });

  test('an unregistered resource names itself', async () => {
    await expect(provider.getList('nothing', { filter: {} })).rejects.toThrow('"nothing"');
  });
});

describe('changes', () => {
  test('a state-changing request carries the token of the session, a reading one does not', async () => {
    setCsrfToken('secret');
    const sent = serve(json({ id: '1' }), json({ id: '1' }));
    await provider.act('orders', { id: '1', step: 'confirm', data: {} });
    await provider.getOne('orders', { id: '1' });
    expect(sent.map(({ headers }) => headers.get('X-CSRF-Token'))).toEqual(['secret', null]);
    expect(sent[0]?.address).toBe('/api/v1/admin/orders/1/confirm');
  });

  test('a repeated create without an answer keeps its idempotency key', async () => {
    const sent = serve(
      new TypeError('offline'),
      json({}, 503),
      json({ id: '1' }),
      json({ id: '2' }),
    );
    const data = { sku: 'A-1' };
    await expect(provider.create('orders', { data })).rejects.toBeInstanceOf(ApiError);
    await expect(provider.create('orders', { data })).rejects.toBeInstanceOf(ApiError);
    await provider.create('orders', { data });
    await provider.create('orders', { data });
    const keys = sent.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(keys[0]).toBeTruthy();
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).toBe(keys[0]);
    expect(keys[3]).not.toBe(keys[0]);
  });
});

describe('problems', () => {
  const refused = {
    title: 'Not accepted',
    status: 422,
    detail: 'Two values were not accepted.',
    code: 'freight.invalid',
    errors: [
      { pointer: '/threshold', code: 'negative', detail: 'Enter a threshold above zero.' },
      { pointer: '/lines/0/quantity', code: 'x', detail: 'Enter a whole number.' },
    ],
  };
  const words = (key: string, options?: Record<string, unknown>) =>
    key === 'problem.known.code' ? 'Our own sentence.' : String(options?._ ?? key);

  test('a problem becomes field errors under form paths', async () => {
    serve(json(refused, 422));
    const error = await provider.create('orders', { data: {} }).catch((thrown) => thrown);
    expect(fieldErrors(problemOf(error))).toEqual({
      threshold: 'Enter a threshold above zero.',
      'lines.0.quantity': 'Enter a whole number.',
    });
    expect(error.status).toBe(422);
  });

  test('the sentence is our own for a known code, then the server’s detail', () => {
    expect(problemSentence(new ApiError({ ...refused, code: 'known.code' }), words)).toBe(
      'Our own sentence.',
    );
    expect(problemSentence(new ApiError(refused), words)).toBe('Two values were not accepted.');
  });

  test('no answer at all has a sentence too', async () => {
    serve(new TypeError('offline'));
    const error = await provider.getOne('orders', { id: '1' }).catch((thrown) => thrown);
    expect(problemSentence(error, words)).toBe('problem.unreachable');
  });

  test('an answer that is no JSON still becomes a problem', async () => {
    serve(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
    const error = await provider.getOne('orders', { id: '1' }).catch((thrown) => thrown);
    expect(problemOf(error)).toMatchObject({ status: 502, title: 'Bad Gateway' });
  });
});
