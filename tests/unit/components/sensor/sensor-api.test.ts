import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fetchSpan } from '@/components/sensor/sensor-api';

const span = (signal?: AbortSignal) =>
  fetchSpan('kitchen', { quantity: 'power', channel: 'A~B 1' }, { from: 1, to: 2, columns: 3 }, signal);

let fetched: ReturnType<typeof vi.fn<typeof fetch>>;

beforeEach(() => {
  fetched = vi.fn();
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => vi.unstubAllGlobals());

it('asks for a channel of any name', async () => {
  fetched.mockResolvedValue(Response.json({ points: [] }));

  await span();

  const asked = new URL(String(fetched.mock.calls[0]?.[0]), 'http://hearth');
  expect(asked.pathname).toBe('/api/v1/sensors/kitchen/span');
  expect(asked.searchParams.get('channel')).toBe('A~B 1');
});

it('says in words that nobody answers', async () => {
  fetched.mockRejectedValue(new TypeError('Failed to fetch'));

  await expect(span()).rejects.toThrow('Hearth can’t be reached.');
});

it('hands on what the server says', async () => {
  fetched.mockResolvedValue(Response.json({ error: 'History can’t be read right now.' }, { status: 503 }));

  await expect(span()).rejects.toThrow('History can’t be read right now.');
});

it('says nothing of its own when it was called off', async () => {
  const gone = AbortSignal.abort();
  fetched.mockRejectedValue(gone.reason);

  await expect(span(gone)).rejects.toBe(gone.reason);
});
