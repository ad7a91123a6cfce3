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
  expect(isForUs(host, { host: '127.0.0.1', url: publicUrl })).toBe(expected);
});

it.each([
  ['hearth.local:3000', true],
  ['127.0.0.1:3000', true],
  ['evil.example', false],
  ['hearth.local.evil.example', false],
])('beyond this machine, a request for %s: %s', (asked, expected) => {
  expect(isForUs(asked, { host: '0.0.0.0', url: undefined })).toBe(expected);
  expect(isForUs(asked, { host: '127.0.0.1', url: undefined })).toBe(expected && asked.startsWith('127.'));
});
