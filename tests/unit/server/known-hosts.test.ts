import { expect, it } from 'vitest';
import { isForUs } from '@/server/known-hosts';

it.each([
  ['127.0.0.1:3000', undefined, true],
  ['localhost:4711', undefined, true],
  ['[::1]:3000', undefined, true],
  ['evil.example', undefined, false],
  ['127.0.0.1.evil.example:3000', undefined, false],
  ['localhost@evil.example', undefined, false],
  ['home.example', 'https://home.example', true],
  ['home.example:8443', 'https://home.example', true],
  ['other.example', 'https://home.example', false],
  ['', undefined, false],
  [undefined, undefined, false],
] as const)('a request for %s, with the public address %s: %s', (host, publicUrl, expected) => {
  expect(isForUs(host, publicUrl)).toBe(expected);
});
