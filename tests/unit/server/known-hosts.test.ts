import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { isForUs, isFromHere } from '@/server/known-hosts';

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

it.each([
  ['127.0.0.1', '127.0.0.1:3000', true],
  ['::ffff:127.0.0.1', 'localhost:3000', true],
  ['::1', '[::1]:3000', true],
  // A proxy on this machine, or somebody at home.
  ['127.0.0.1', 'home.example', false],
  ['192.168.1.7', '127.0.0.1:3000', false],
  ['127.0.0.1', undefined, false],
])('from %s for %s: is it from here? %s', (remoteAddress, host, expected) => {
  expect(isFromHere({ socket: { remoteAddress }, headers: { host } } as IncomingMessage)).toBe(expected);
});
