import { expect, it } from 'vitest';
import { BadCommand } from '@/tools/admin/bad-command';
import { readCommand } from '@/tools/admin/command';

const WHO = ['--email', 'jana@example.org', '--password', '-'];

it('reads who is to be made', () => {
  expect(readCommand(['setup', ...WHO, '--home', 'Lindenweg 4', '--zone', 'Europe/Berlin'])).toEqual({
    name: 'setup',
    person: { name: 'jana', email: 'jana@example.org', password: '-' },
    home: 'Lindenweg 4',
    zone: 'Europe/Berlin',
    currency: 'EUR',
    language: 'en',
    units: 'metric',
  });
  expect(
    readCommand([
      'user',
      'add',
      ...WHO,
      '--name',
      'Jana',
      '--role',
      'viewer',
      '--room',
      'Bath',
      '--room',
      'Attic',
    ]),
  ).toEqual({
    name: 'user add',
    person: { name: 'Jana', email: 'jana@example.org', password: '-' },
    role: 'viewer',
    rooms: ['Bath', 'Attic'],
  });
  expect(readCommand(['token', 'add', '--name', 'Grafana'])).toEqual({
    name: 'token add',
    label: 'Grafana',
    scope: 'read',
  });
  expect(readCommand(['token', 'revoke', '--id', '3'])).toEqual({ name: 'token revoke', id: 3 });
  expect(
    readCommand(['login', 'add', '--name', 'Plug', '--prefix', 'tele/plug', '--prefix', 'stat/plug']),
  ).toEqual({
    name: 'login add',
    label: 'Plug',
    kind: 'sensor',
    prefixes: ['tele/plug', 'stat/plug'],
    reads: [],
  });
  expect(readCommand(['sensor', 'add', 'Bath climate', '--room', 'Bath', '--prefix', 'home/bath'])).toEqual({
    name: 'sensor add',
    label: 'Bath climate',
    room: 'Bath',
    prefixes: ['home/bath'],
  });
  expect(readCommand(['sensor', 'revoke', 'bath-climate'])).toEqual({
    name: 'sensor revoke',
    id: 'bath-climate',
  });
  expect(readCommand(['login', 'mosquitto', '--acl-file', 'acl'])).toEqual({
    name: 'login mosquitto',
    passwordFile: undefined,
    aclFile: 'acl',
  });
  expect(readCommand(['admin-link'])).toEqual({ name: 'admin-link', email: undefined });
});

it.each([
  [['setup', ...WHO], 'setup needs --home.'],
  [['user', 'add', '--email', 'x@example.org'], 'user add needs --password.'],
  [['user', 'list', '--role', 'admin'], /^user list: /],
  [['sensor', 'add', '--room', 'Bath'], 'sensor add needs a NAME.'],
  [['token', 'revoke', '--id', 'x'], /^--id is "x"/],
  [['login', 'mosquitto'], /^login mosquitto needs --password-file/],
  [['admin-link', 'jana'], /^admin-link: /],
])('refuses %j', (words, message) => {
  expect(() => readCommand(words)).toThrow(BadCommand);
  expect(() => readCommand(words)).toThrow(message);
});
