import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LoginRights } from '@/contracts/device-login';
import { type Database, openDatabase } from '@/server/database';
import { addLogin, revokeLogin, rotateLogin } from '@/server/logins/commands';
import { aDatabase } from '@/tests/support/a-database';
import { admin } from '@/tests/support/admin';
import { aDataDir } from '@/tests/support/hearth-process';
import { aMosquitto, type Mosquitto } from '@/tests/support/mosquitto';

const run = promisify(execFile);
const HERE = { who: 'test', address: undefined };

interface Credentials {
  readonly user: string;
  readonly password: string;
}

let database: Awaited<ReturnType<typeof aDatabase>>;
let own: Database;
let mosquitto: Mosquitto | undefined;
const folder = aDataDir();
const [logins, rights] = [path.join(folder, 'hearth-logins'), path.join(folder, 'hearth-acl')];
const given: Record<string, Credentials> = {};
const clients: MqttClient[] = [];

beforeAll(async () => {
  database = await aDatabase();
  own = openDatabase(database.url);
  given.plug = await aLogin({ kind: 'sensor', prefixes: ['tele/plug'], reads: ['cmnd/plug/#'] });
  given.program = await aLogin({ kind: 'program', prefixes: [], reads: ['#'] });
  given.rotated = await aLogin({ kind: 'sensor', prefixes: ['tele/rotated'], reads: [] });
  given.revoked = await aLogin({ kind: 'sensor', prefixes: ['tele/revoked'], reads: [] });
  given.before = given.rotated;
  const fresh = await rotateLogin(own, folder, given.rotated.user, HERE);
  given.rotated = 'done' in fresh ? fresh.done : given.rotated;
  await revokeLogin(own, given.revoked.user, HERE);

  const words = ['login', 'mosquitto', '--password-file', logins, '--acl-file', rights];
  const { code, stderr } = await admin(words, { databaseUrl: database.url, dataDir: folder });
  if (code !== 0) throw new Error(stderr);
  const lines = ['allow_anonymous false', `password_file ${logins}`, `acl_file ${rights}`];
  mosquitto = await aMosquitto({ folder, lines });
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true)));
  await mosquitto?.remove();
  await own?.close();
  await database?.drop();
});

async function aLogin(own_: LoginRights): Promise<Credentials> {
  const made = await addLogin(own, folder, { name: `A ${own_.kind}`, ...own_ }, HERE);
  if ('refused' in made) throw new Error(made.refused.problem);
  return made.done;
}

async function comes({ user: username, password }: Credentials): Promise<MqttClient> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${mosquitto?.port}`, {
    username,
    password,
    reconnectPeriod: 0,
  });
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

/** The topics of what it is handed. */
async function hears(who: Credentials, filter: string): Promise<string[]> {
  const client = await comes(who);
  const topics: string[] = [];
  client.on('message', (topic) => topics.push(topic));
  await client.subscribeAsync(filter, { qos: 1 });
  return topics;
}

const of = (who: string) => given[who] ?? { user: '', password: '' };

it('lets in by the login’s password, and by no other', async () => {
  await comes(of('plug'));

  await expect(comes({ ...of('plug'), password: 'guessed' })).rejects.toMatchObject({ code: 5 });
  await expect(comes({ user: '', password: '' })).rejects.toMatchObject({ code: 5 });
});

it('lets in by the new password alone during a change, and by none that was revoked', async () => {
  await comes(of('rotated'));

  await expect(comes(of('before'))).rejects.toMatchObject({ code: 5 });
  await expect(comes(of('revoked'))).rejects.toMatchObject({ code: 5 });
});

it('takes what is published below the prefix, and nothing elsewhere', async () => {
  const all = await hears(of('program'), '#');

  // One each: Mosquitto 2.0.11 may end a connection over which it refused something.
  for (const topic of [
    'tele/plug',
    'tele/other/X',
    'tele/plugged',
    'cmnd/plug/POWER',
    'tele/plug/deep/SENSOR',
  ])
    await (await comes(of('plug'))).publishAsync(topic, '1', { qos: 1 });

  await expect.poll(() => all).toContain('tele/plug/deep/SENSOR');
  expect(all).toEqual(['tele/plug', 'tele/plug/deep/SENSOR']);
});

it('hands a device what it may read alone, whatever it subscribes', async () => {
  const heard = await hears(of('plug'), '#');
  const [plug, rotated] = [await comes(of('plug')), await comes(of('rotated'))];

  await rotated.publishAsync('tele/rotated/SENSOR', '1', { qos: 1 });
  await plug.publishAsync('tele/plug/SENSOR', '1', { qos: 1 });

  await expect.poll(() => heard).toEqual(['tele/plug/SENSOR']);
});

it('are files for their owner’s eyes, without a password, and it is written down who took them', async () => {
  const texts = [logins, rights].map((file) => readFileSync(file, 'utf8')).join('');

  expect(statSync(logins).mode & 0o777).toBe(0o600);
  for (const { password } of Object.values(given)) expect(texts.includes(password)).toBe(false);
  const { rows } = await own.pool.query(
    "SELECT who, subject FROM audit_entry WHERE action = 'logins saved' ORDER BY id",
  );
  expect(rows).toEqual([
    { who: 'local', subject: 'mosquitto password-file' },
    { who: 'local', subject: 'mosquitto acl-file' },
  ]);
});

it('has hashes that mosquitto_passwd takes for its own', async () => {
  const copy = path.join(folder, 'copy');
  await run('cp', [logins, copy]);

  await run('mosquitto_passwd', ['-b', copy, 'one-more', 'secret']);

  expect(readFileSync(copy, 'utf8')).toContain(`${of('plug').user}:$7$1000$`);
});
