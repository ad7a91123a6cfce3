import { expect, it } from 'vitest';
import { readReach } from '@/server/web/reach';

const OFF = { pages: false, given: undefined };
const HERE = { host: '127.0.0.1', url: undefined, tls: OFF, dataDir: '/nowhere' };

it('leads to this machine alone while it listens there alone', () => {
  expect(readReach(HERE, 'http://127.0.0.1:3000', undefined)).toEqual({
    url: 'http://127.0.0.1:3000',
    isBeyond: false,
    isNamed: false,
    others: [],
    fingerprint: undefined,
  });
});

it('leads by the machine’s names at home, and never by one that means every device itself', () => {
  const { isBeyond, others } = readReach(
    { ...HERE, host: '0.0.0.0', tls: { pages: true, given: undefined } },
    'https://192.168.1.7:3000',
    undefined,
  );

  expect(isBeyond).toBe(true);
  expect(others).toContain('https://hearth.local:3000');
  expect(others.filter((other) => /localhost|127\.0\.0\.1|\[::1\]/.test(other))).toEqual([]);
});

it('leads by the public address alone where one is set, and asks for no trust in ours', () => {
  const at = {
    ...HERE,
    host: '0.0.0.0',
    url: 'https://home.example',
    tls: { pages: true, given: undefined },
  };

  expect(readReach(at, 'https://home.example', 'hearth.local')).toEqual({
    url: 'https://home.example',
    isBeyond: true,
    isNamed: false,
    others: [],
    fingerprint: undefined,
  });
});

it('leads by the name that is announced at home before any address, which may change', () => {
  const at = { ...HERE, host: '0.0.0.0', tls: { pages: true, given: undefined } };

  const { url, isNamed, others } = readReach(at, 'https://192.168.1.7:3000', 'hearth.local');

  expect([url, isNamed]).toEqual(['https://hearth.local:3000', true]);
  expect(others[0]).toBe('https://192.168.1.7:3000');
  expect(others).not.toContain(url);
});
