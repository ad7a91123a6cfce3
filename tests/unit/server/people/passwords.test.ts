import { describe, expect, it } from 'vitest';
import { hashPassword, passwordProblem, verifyPassword } from '@/server/people/passwords';

const OWN = { name: 'Jana Keller', email: 'jana@lindenweg.example' };

describe('passwordProblem', () => {
  it.each([
    ['correct horse battery staple'],
    ['Zw1eb3l!'],
    ['ümlaut ßtraße'],
    ['🐌🐢🦔🐇🐀🦆🐄🐖'],
    [
      'a passphrase of more than sixty-four characters, as some people like to have it, for they keep it in a safe',
    ],
  ])('takes %s', async (password) => {
    expect(await passwordProblem(password, OWN)).toBeUndefined();
  });

  it.each([
    ['short', /at least 8/],
    ['x'.repeat(257), /at most 256/],
    ['aaaaaaaaaa', /same character/],
    ['abababab', /same character/],
    ['Password1', /tried first/],
    ['QWERTYUIOP', /tried first/],
    ['jana keller', /your name/],
    ['jana@lindenweg.example', /your name/],
  ])('refuses %s', async (password, problem) => {
    expect(await passwordProblem(password, OWN)).toMatch(problem);
  });
});

it('keeps a password as a salted scrypt hash', async () => {
  const [one, other] = await Promise.all([hashPassword('the same'), hashPassword('the same')]);

  expect(one).not.toBe(other);
  expect(await verifyPassword({ hash: one, password: 'the same' })).toBe(true);
  expect(await verifyPassword({ hash: one, password: 'another' })).toBe(false);
});
