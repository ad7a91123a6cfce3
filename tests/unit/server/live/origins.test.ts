import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { allowedOrigins, isOurs } from '@/server/live/origins';

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
  expect(isOurs(from(origin), allowedOrigins(undefined, { port: 3000, tls: false }))).toBe(ours);
});

it('with a public address lets its pages in alone', () => {
  const allowed = allowedOrigins('https://hearth.example/', { port: 3000, tls: false });

  expect(isOurs(from('https://hearth.example'), allowed)).toBe(true);
  expect(isOurs(from('http://127.0.0.1:3000'), allowed)).toBe(false);
});

it('knows a page on the port that addresses leave out', () => {
  expect(isOurs(from('http://localhost'), allowedOrigins(undefined, { port: 80, tls: false }))).toBe(true);
});

it('with TLS lets pages in that came over TLS', () => {
  const allowed = allowedOrigins(undefined, { port: 3000, tls: true });

  expect(isOurs(from('https://127.0.0.1:3000'), allowed)).toBe(true);
  expect(isOurs(from('http://127.0.0.1:3000'), allowed)).toBe(false);
});

function from(origin: string | undefined): IncomingMessage {
  return { headers: { origin } } as IncomingMessage;
}
