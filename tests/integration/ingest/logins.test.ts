import { connect } from 'node:net';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { LoginRights } from '@/contracts/device-login';
import { addLogin, revokeLogin, rotateLogin } from '@/server/logins/commands';
import { readLogins } from '@/server/logins/queries';
import { freshTopics } from '@/tests/support/fresh-topics';
import { servers } from '@/tests/support/servers';
import { aDoor, answered, readiness, type TestDoor } from './a-door';
import { connectBytes } from './wire-client';

const HERE = { who: 'test', address: undefined };
const PLUG: LoginRights = { kind: 'sensor', prefixes: ['tele/plug'], reads: ['cmnd/plug/#'] };

const QUIET = { qos: 1 } as const;

interface Credentials {
  readonly user: string;
  readonly password: string;
}

let door: TestDoor;
const clients: MqttClient[] = [];
beforeAll(async () => {
  await freshTopics({ brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' });
  door = await aDoor();
  await vi.waitUntil(() => readiness(door)?.ready);
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
});
afterAll(() => door?.stop());

async function aLogin(rights: Partial<LoginRights> = {}): Promise<Credentials> {
  const { database, config } = door.context;
  const made = await addLogin(database, config.dataDir, { name: 'A plug', ...PLUG, ...rights }, HERE);
  if ('refused' in made) throw new Error(made.refused.problem);
  return made.done;
}

async function comes({ user, password }: Credentials, options: IClientOptions = {}): Promise<MqttClient> {
  const client = await mqtt.connectAsync(door.url, {
    username: user,
    password,
    reconnectPeriod: 0,
    ...options,
  });
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

const ended = (client: MqttClient) => expect.poll(() => client.connected).toBe(false);
const topicsOf = async () => (await door.raw()).map(({ header }) => header.topic);
const lineOf = async ({ user }: Credentials) =>
  (await readLogins(door.context.database)).find(({ id }) => id === user);

it('lets a device in by its login, and says to which device a message belongs', async () => {
  const plug = await aLogin();
  const client = await comes(plug, { clientId: 'DVES_1234' });

  await client.publishAsync('tele/plug/SENSOR', '1', QUIET);

  const [message] = (await door.raw()).filter(({ header }) => header.topic === 'tele/plug/SENSOR');
  expect(message?.header.device).toBe(`${plug.user}/DVES_1234`);
  await expect
    .poll(async () => (await lineOf(plug))?.lastSeenFrom, { timeout: 15_000 })
    .toMatch(/127\.0\.0\.1/);
});

it.each([
  ['a wrong password', (plug: Credentials) => ({ ...plug, password: 'guessed' })],
  ['no password', ({ user }: Credentials) => ({ user, password: '' })],
  ['an unknown name', (plug: Credentials) => ({ ...plug, user: 'sensor-unknown' })],
])('refuses %s with the code that says so', async (_what, changed) => {
  const plug = await aLogin();

  await expect(comes(changed(plug))).rejects.toMatchObject({ code: 4 });
});

it('says why it turned a device away', async () => {
  const plug = await aLogin();
  await expect(comes({ ...plug, password: 'guessed' })).rejects.toThrow();

  await expect
    .poll(async () => (await lineOf(plug))?.lastRefusal, { timeout: 15_000 })
    .toMatch(/^wrong password, from .*127\.0\.0\.1$/);
});

it('ends the connection of who publishes elsewhere, and nothing of it is in the log', async () => {
  const client = await comes(await aLogin());

  client.publish('tele/other/SENSOR', '1', QUIET, () => undefined);
  await ended(client);

  expect(await topicsOf()).not.toContain('tele/other/SENSOR');
  await door.balance();
});

it('drops what is published elsewhere at QoS 0, counted', async () => {
  const client = await comes(await aLogin());
  await door.balance();
  const before = await door.count('hearth_mqtt_refused_total', 0);

  await client.publishAsync('tele/other/X', '1', { qos: 0 });
  await client.publishAsync('tele/plug/AFTER', '1', QUIET);

  expect(client.connected).toBe(true);
  await expect.poll(() => door.count('hearth_mqtt_refused_total', 0)).toBe(before + 1);
  expect(await topicsOf()).not.toContain('tele/other/X');
  await door.balance();
});

it('lets nobody’s last will speak for another', async () => {
  const plug = await aLogin();
  const will = (topic: string) => ({
    topic,
    payload: Buffer.from('Offline'),
    qos: 1 as const,
    retain: false,
  });
  const liar = await comes(plug, { clientId: 'liar', will: will('tele/other/LWT') });
  const honest = await comes(plug, { clientId: 'honest', will: will('tele/plug/LWT') });

  for (const client of [liar, honest]) {
    // What leaves before it can have heard that it was let in says nothing.
    await client.publishAsync('tele/plug/HERE', '1', QUIET);
    client.stream.destroy();
  }

  await expect.poll(topicsOf).toContain('tele/plug/LWT');
  await door.balance();
  expect(await topicsOf()).not.toContain('tele/other/LWT');
});

it('gives each login sessions of its own, whatever ids their firmware has', async () => {
  const [one, other] = [await aLogin(), await aLogin({ prefixes: ['tele/second'] })];
  const first = await comes(one, { clientId: 'same', clean: false });

  const second = await comes(other, { clientId: 'same', clean: false });
  await second.publishAsync('tele/second/SENSOR', '1', QUIET);

  expect(first.connected).toBe(true);
  // And no other takes one over by naming it.
  await mqtt
    .connectAsync(door.machineUrl, { clientId: `${one.user}/same`, reconnectPeriod: 0 })
    .then((thief) => thief.endAsync());
  expect(first.connected).toBe(true);
});

it('lets a device hear what is for it alone', async () => {
  const client = await comes(await aLogin());
  const heard: string[] = [];
  client.on('message', (topic) => heard.push(topic));
  const granted = await client
    .subscribeAsync(['cmnd/plug/#', 'tele/plug/#'], QUIET)
    .then((all) => all.map(({ qos }) => qos));
  expect(granted).toEqual([1, 1]);

  for (const filter of ['#', '+/plug/#', 'cmnd/#', 'tele/other/#', '$SYS/#'])
    await expect(client.subscribeAsync(filter, QUIET)).rejects.toThrow();
  const app = await comes(await aLogin({ kind: 'program', prefixes: ['cmnd', 'tele/other'], reads: ['#'] }));
  await app.publishAsync('tele/other/SENSOR', '1', QUIET);
  await app.publishAsync('cmnd/plug/POWER', 'ON', QUIET);

  await expect.poll(() => heard).toEqual(['cmnd/plug/POWER']);
});

it('keeps who tries again and again outside for a while, and others in', async () => {
  const [plug, other] = [await aLogin(), await aLogin({ prefixes: ['tele/calm'] })];
  const calm = await comes(other);
  for (let times = 0; times < 3; times += 1) {
    const client = await comes(plug);
    client.publish('tele/other/AGAIN', '1', QUIET, () => undefined);
    await ended(client);
  }

  await expect(comes(plug)).rejects.toMatchObject({ code: 5 });
  expect(calm.connected).toBe(true);
  const { rows } = await door.context.database.pool.query(
    "SELECT detail->>'what' AS what FROM audit_entry WHERE action = 'device banned' AND subject = $1",
    [plug.user],
  );
  expect(rows).toEqual([{ what: 'publish to tele/other/AGAIN' }]);
});

it('takes the old password beside the new one after a change, until its time is over', async () => {
  const { database, config } = door.context;
  const plug = await aLogin();
  await comes(plug);
  const rotated = await rotateLogin(database, config.dataDir, plug.user, HERE);
  const fresh = 'done' in rotated ? rotated.done : plug;
  expect(fresh.password).not.toBe(plug.password);

  await comes(fresh);
  await comes(plug);
  await database.pool.query(
    `UPDATE device_login SET previous_until = now() - interval '1 second',
            written = nextval(pg_get_serial_sequence('device_login', 'written')) WHERE id = $1`,
    [plug.user],
  );

  await expect
    .poll(() =>
      comes(plug).then(
        () => 'in',
        ({ code }) => code,
      ),
    )
    .toBe(4);
  await comes(fresh);
});

it('ends the connections of a login that is revoked, and nobody else’s', async () => {
  const [plug, other] = [await aLogin(), await aLogin()];
  const [gone, stays] = [await comes(plug), await comes(other)];

  await revokeLogin(door.context.database, plug.user, HERE);

  await ended(gone);
  expect(stays.connected).toBe(true);
  await expect(comes(plug)).rejects.toMatchObject({ code: 4 });
});

it('lets those who are known come and go while PostgreSQL is away, and asks others to wait', async () => {
  const plug = await aLogin();
  await comes(plug);
  const { database } = door.context;
  await database.pool.query('ALTER TABLE device_login RENAME TO device_login_away');
  try {
    const client = await comes(plug);
    await client.publishAsync('tele/plug/AWAY', '1', QUIET);
    await expect(comes({ user: 'sensor-new', password: 'x' })).rejects.toMatchObject({ code: 3 });
  } finally {
    await database.pool.query('ALTER TABLE device_login_away RENAME TO device_login');
  }
});

it('takes long messages of gateways alone', async () => {
  const long = 'x'.repeat(100_000);
  const [sensor, gateway] = [
    await comes(await aLogin()),
    await comes(await aLogin({ kind: 'gateway', prefixes: ['zigbee2mqtt'] })),
  ];
  await sensor.publishAsync('tele/plug/LONG', long, QUIET);
  await gateway.publishAsync('zigbee2mqtt/bridge/devices', long, QUIET);

  const topics = await topicsOf();
  expect(topics).toContain('zigbee2mqtt/bridge/devices');
  expect(topics).not.toContain('tele/plug/LONG');
  expect(await door.letters()).toContainEqual(
    expect.objectContaining({ code: 'TOO_LARGE', topic: 'tele/plug/LONG' }),
  );
});

it('refuses a name that is longer than any, as an id that is too long', async () => {
  const client = door.stranger();

  client.sendBytes(connectBytes({ username: 'u'.repeat(300), password: Buffer.from('p') }));
  await answered(client, 'connack');

  expect(client.received[0]).toMatchObject({ cmd: 'connack', returnCode: 2 });
});

it('lets nobody in without a login, and its own programs from this machine alone', async () => {
  const codeFrom = (localAddress: string, login: object) =>
    new Promise<number | undefined>((resolve, reject) => {
      const socket = connect({ port: door.port, host: '127.0.0.1', localAddress });
      socket.once('error', reject);
      socket.once('data', (connack) => {
        resolve(connack[3]);
        socket.destroy();
      });
      socket.write(connectBytes({ clientId: `from ${localAddress}`, ...login }));
    });
  const guessed = { ...door.login, password: Buffer.from('guessed') };

  expect(await codeFrom('127.0.0.1', {})).toBe(5);
  expect(await codeFrom('127.0.0.1', door.login)).toBe(0);
  expect(await codeFrom('127.0.0.1', guessed)).toBe(4);
  expect(await codeFrom('127.0.0.2', door.login)).toBe(4);
});
