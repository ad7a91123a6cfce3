import mqtt from 'mqtt';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import type { FamilyId } from '@/contracts/arrival';
import type { LoginEvent } from '@/contracts/login-event';
import {
  beginArrival,
  cancelArrival,
  finishArrival,
  phonePath,
  provisionSensor,
} from '@/server/arrivals/commands';
import { arrivalOnPhone, findArrival, readArrivals, watchEvents } from '@/server/arrivals/queries';
import { readSeenLogin } from '@/server/logins/queries';
import { freshTopics } from '@/tests/support/fresh-topics';
import { servers } from '@/tests/support/servers';
import { aDoor, readiness, type TestDoor } from './a-door';

const HERE = { who: 'test', address: undefined };

let door: TestDoor;
beforeAll(async () => {
  await freshTopics({ brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' });
  door = await aDoor();
  await vi.waitUntil(() => readiness(door)?.ready);
});
afterAll(() => door?.stop());

let made = 0;
async function begun(family: FamilyId = 'other', own?: string) {
  const { database, config } = door.context;
  made += 1;
  const wish = { family, name: `Box ${made}`, room: 'Cellar', own: own ?? `box-${made}` };
  const outcome = await beginArrival(database, config.dataDir, wish, HERE);
  if ('refused' in outcome) throw new Error(outcome.refused.problem);
  const arrival = await findArrival(database, outcome.done.user);
  if (arrival === undefined) throw new Error('no arrival');
  return { ...outcome.done, arrival };
}

/** Connects as the device would. */
async function comes(user: string, password: string) {
  const client = await mqtt.connectAsync(door.url, {
    username: user,
    password,
    clientId: 'box',
    reconnectPeriod: 0,
  });
  client.on('error', () => undefined);
  onTestFinished(() => void client.end(true));
  return client;
}

type Begun = Awaited<ReturnType<typeof begun>>;
const seen = ({ arrival }: Begun) => watchEvents(door.context.database, arrival);
const kindsSeen = async (device: Begun) => (await seen(device)).map(({ kind }) => kind).reverse();

it('tells who watches each step of a device that comes in, with what was wrong before', async () => {
  const device = await begun();
  await seen(device);

  await expect(comes(device.user, 'guessed')).rejects.toThrow();
  const client = await comes(device.user, device.password);
  await client.publishAsync('home/other', '1', { qos: 0 });
  await client.publishAsync(`${device.arrival.base}/state`, '{"t":21.5}', { qos: 1 });

  await expect
    .poll(() => kindsSeen(device))
    // Of each kind the newest.
    .toEqual(['refused', 'connected', 'accepted', 'forbidden', 'said', 'stored']);
  const of = (kind: LoginEvent['kind'], events: readonly LoginEvent[]) =>
    events.find((event) => event.kind === kind)?.detail;
  const events = await seen(device);
  expect(of('refused', events)).toMatchObject({ why: 'password', user: device.user });
  expect(of('accepted', events)).toEqual({ clientId: 'box', tls: null });
  expect(of('forbidden', events)).toMatchObject({ topic: 'home/other', what: 'publish' });
  expect(of('stored', events)).toMatchObject({ topic: `${device.arrival.base}/state`, bytes: 10, qos: 1 });
});

it('forgets nothing that came before many messages, nor of a topic that is no text', async () => {
  const device = await begun();
  await seen(device);
  const client = await comes(device.user, device.password);
  for (let message = 0; message < 60; message += 1)
    await client.publishAsync(`${device.arrival.base}/state`, '{"t":21.5}', { qos: 1 });
  client.publish(`home/\0${'x'.repeat(298)}🏠`, '1', { qos: 0 });
  client.publish('home/after', '1', { qos: 0 });

  await expect.poll(async () => new Set(await kindsSeen(device))).toContain('forbidden');
  const kinds = await kindsSeen(device);
  expect(new Set(kinds)).toEqual(new Set(['connected', 'accepted', 'said', 'stored', 'forbidden']));
  await expect
    .poll(async () => (await readSeenLogin(door.context.database, device.user))?.events.length)
    .toBeGreaterThan(3);
  const all = (await readSeenLogin(door.context.database, device.user))?.events ?? [];
  expect(all.map(({ detail }) => detail.topic)).toContain('home/after');
});

it('keeps of a login that nobody watches what was refused alone', async () => {
  const { database, config } = door.context;
  const wish = { name: 'Tank', room: 'Cellar', kind: 'sensor', prefixes: ['home/tank'], reads: [] } as const;
  const made = await provisionSensor(database, config.dataDir, wish, HERE);
  if ('refused' in made) throw new Error(made.refused.problem);
  const { user, password } = made.done;

  const client = await comes(user, password);
  await client.publishAsync('home/tank/state', '{"t":21.5}', { qos: 1 });
  await expect(comes(user, 'guessed')).rejects.toThrow();
  await client.subscribeAsync('home/other/#').catch(() => undefined);

  const events = async () => (await readSeenLogin(database, user))?.events.map(({ kind }) => kind).reverse();
  await expect.poll(events).toEqual(['refused', 'forbidden']);
  expect((await readSeenLogin(database, user))?.sensors).toEqual([{ id: 'tank', name: 'Tank' }]);
});

it('refuses a topic below which another device publishes', async () => {
  await begun('other', 'shared/one');
  const { database, config } = door.context;
  const wish = { family: 'other', name: 'Second', room: null } as const;

  for (const own of ['shared/one', 'shared', 'shared/one/two'])
    expect(await beginArrival(database, config.dataDir, { ...wish, own }, HERE)).toMatchObject({
      refused: { field: 'own' },
    });
  // What a family shares is nobody's own.
  await begun('tasmota', 'washer');
  await begun('tasmota', 'dryer');
  const again = { ...wish, family: 'tasmota', own: 'washer' } as const;
  expect(await beginArrival(database, config.dataDir, again, HERE)).toHaveProperty('refused');
  expect((await readArrivals(database)).map(({ name }) => name)).not.toContain('Second');
});

it('takes everything back that was begun, its id too where nothing came', async () => {
  const device = await begun('tasmota');
  const { database } = door.context;
  const client = await comes(device.user, device.password);

  expect(await cancelArrival(database, device.user, HERE)).toEqual({ done: null });

  await expect.poll(() => client.connected).toBe(false);
  await expect(comes(device.user, device.password)).rejects.toMatchObject({ code: 4 });
  const left = await database.pool.query(
    `SELECT id FROM sensor WHERE id = $1 UNION ALL SELECT id FROM removed_sensor WHERE id = $1
     UNION ALL SELECT sensor_id FROM binding WHERE sensor_id = $1 AND valid_to IS NULL
     UNION ALL SELECT login_id FROM arrival WHERE login_id = $2 UNION ALL SELECT login_id FROM login_event WHERE login_id = $2`,
    [device.arrival.sensor?.id, device.user],
  );
  expect(left.rows).toEqual([]);
  expect(await cancelArrival(database, device.user, HERE)).toHaveProperty('refused');
});

it('shows a phone the device by an address that ends after a quarter of an hour, and after it is named', async () => {
  const device = await begun();
  const { database } = door.context;
  const tokenOf = async () => (await phonePath(database, device.user))?.split('/').at(-1) ?? '';
  const first = await tokenOf();
  expect((await arrivalOnPhone(database, first))?.user).toBe(device.user);

  const second = await tokenOf();
  expect(await arrivalOnPhone(database, first)).toBeUndefined();
  await database.pool.query(
    'UPDATE arrival SET phone_until = now() - make_interval(secs => 1) WHERE login_id = $1',
    [device.user],
  );
  expect(await arrivalOnPhone(database, second)).toBeUndefined();

  const third = await tokenOf();
  await finishArrival(database, device.user, HERE);
  expect(await arrivalOnPhone(database, third)).toBeUndefined();
});
