import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { allowedOrigins, isOurs } from '@/server/origins';

const HERE = { host: '127.0.0.1', url: undefined };

it.each([
  ['http://127.0.0.1:3000', true],
  ['http://localhost:3000', true],
  ['http://[::1]:3000', true],
  ['http://127.0.0.1:3001', false],
  ['https://127.0.0.1:3000', false],
  ['http://127.0.0.1:3000.evil.example', false],
  ['http://evil.example:3000', false],
  ['null', false],
  [undefined, false],
])('without a public address, of a page at %s: %s', (origin, ours) => {
  expect(isOurs(from(origin), allowedOrigins(HERE, { port: 3000, tls: false }))).toBe(ours);
});

it('with a public address lets its pages in alone', () => {
  const allowed = allowedOrigins({ ...HERE, url: 'https://hearth.example/' }, { port: 3000, tls: false });

  expect(isOurs(from('https://hearth.example'), allowed)).toBe(true);
  expect(isOurs(from('http://127.0.0.1:3000'), allowed)).toBe(false);
});

it('knows a page on the port that addresses leave out', () => {
  expect(isOurs(from('http://localhost'), allowedOrigins(HERE, { port: 80, tls: false }))).toBe(true);
});

it('with TLS lets pages in that came over TLS', () => {
  const allowed = allowedOrigins(HERE, { port: 3000, tls: true });

  expect(isOurs(from('https://127.0.0.1:3000'), allowed)).toBe(true);
  expect(isOurs(from('http://127.0.0.1:3000'), allowed)).toBe(false);
});

it('beyond this machine lets pages in that came by one of its names, over the right port alone', () => {
  const allowed = allowedOrigins({ host: '0.0.0.0', url: undefined }, { port: 3000, tls: true });
  const own = `${hostname().split('.')[0]?.toLowerCase()}.local`;

  expect(isOurs(from(`https://${own}:3000`), allowed)).toBe(true);
  expect(isOurs(from('https://hearth.local:3000'), allowed)).toBe(true);
  expect(isOurs(from(`https://${own}`), allowed)).toBe(false);
  expect(isOurs(from('https://evil.local:3000'), allowed)).toBe(false);
});

function from(origin: string | undefined): IncomingMessage {
  return { headers: { origin } } as IncomingMessage;
}
