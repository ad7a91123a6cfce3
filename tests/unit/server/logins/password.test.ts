import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { isHash, newPassword, newUser, passwordHasher } from '@/server/logins/password';

it('makes passwords of 160 bits that can be typed, and no two alike', () => {
  const made = Array.from({ length: 1_000 }, newPassword);

  for (const password of made) expect(password).toMatch(/^[0-9a-hjkmnp-tv-z]{32}$/);
  expect(new Set(made).size).toBe(1_000);
  expect(newUser('gateway')).toMatch(/^gateway-[0-9a-hjkmnp-tv-z]{8}$/);
});

it('keeps them as hashes that are worth nothing with another key', () => {
  const folders = [1, 2].map(() => mkdtempSync(path.join(tmpdir(), 'hearth-login-')));
  const [own, other] = folders.map(passwordHasher);
  const hash = own?.('a password') ?? Buffer.alloc(0);

  expect(isHash(hash, own?.(Buffer.from('a password')) ?? Buffer.alloc(0))).toBe(true);
  expect(isHash(hash, own?.('another one') ?? Buffer.alloc(0))).toBe(false);
  expect(isHash(hash, other?.('a password') ?? Buffer.alloc(0))).toBe(false);
  for (const folder of folders) rmSync(folder, { recursive: true });
});
