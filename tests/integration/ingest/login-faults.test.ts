import type { IConnectPacket } from 'mqtt-packet';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readLogins } from '@/server/logins/queries';
import { aContext } from '@/tests/support/a-context';
import { freshTopics } from '@/tests/support/fresh-topics';
import { servers } from '@/tests/support/servers';
import { aDoor, readiness, type TestDoor } from './a-door';
import { aLogin, type Credentials } from './a-login';
import { AnsweringClient, told } from './answering-client';
import { counted } from './counted';

const PATIENCE = { timeout: 15_000 };

let context: Awaited<ReturnType<typeof aContext>>;
let door: TestDoor;
/** Hears everything. */
let watcher: AnsweringClient;
const clients: AnsweringClient[] = [];

beforeAll(async () => {
  await freshTopics({ brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' });
  context = await aContext();
  door = await aDoor({ context });
  await vi.waitUntil(() => readiness(door)?.ready);
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.cut()));
  await door.balance();
});
afterAll(async () => {
  await door?.stop();
  await context?.stop();
});

async function comes(login: Credentials, options: Partial<IConnectPacket> = {}): Promise<AnsweringClient> {
  const client = new AnsweringClient(door.port);
  clients.push(client);
  expect(await client.connect({ ...login, ...options })).toMatchObject({ returnCode: 0 });
  return client;
}

/** A plug, and two that must not notice anything: one that hears all, and one that goes on publishing. */
async function aHouse(): Promise<{ plug: Credentials; client: AnsweringClient; calm: AnsweringClient }> {
  watcher = await comes(await aLogin(door, { kind: 'program', prefixes: [], reads: ['#'] }));
  await watcher.subscribe({ '#': 1 });
  const calm = await comes(await aLogin(door, { prefixes: ['tele/calm'] }));
  const plug = await aLogin(door);
  return { plug, client: await comes(plug), calm };
}

/** All that came to the watcher until the calm one's next message. */
async function heardBy(calm: AnsweringClient): Promise<readonly string[]> {
  await calm.publishes('tele/calm/STATE', 'calm', 1);
  await expect.poll(() => told(watcher.messages)).toContain('tele/calm/STATE calm 1');
  return told(watcher.messages).filter((one) => !one.startsWith('tele/calm'));
}

const topics = async () => (await door.raw()).map(({ header }) => header.topic);
const lastRefusal = async ({ username }: Credentials) =>
  (await readLogins(context.database)).find(({ id }) => id === username)?.lastRefusal;
const refusedFor = (reason: string) => counted(door, 'hearth_mqtt_refused_total', { reason });
const endedOver = (reason: string) => counted(door, 'hearth_mqtt_ended_total', { reason });

async function record(subject: string): Promise<readonly object[]> {
  const { rows } = await context.database.pool.query(
    `SELECT action, detail, address FROM audit_entry WHERE subject = $1 AND action LIKE 'device%' ORDER BY id`,
    [subject],
  );
  return rows;
}

describe('what a login publishes to another’s topic', () => {
  it.each([0, 1, 2] as const)('at QoS %d reaches nobody, is counted, shown and recorded', async (qos) => {
    const { plug, client, calm } = await aHouse();
    const [refusedBefore, endedBefore] = [await refusedFor('not_allowed'), await endedOver('message')];

    client.publish('tele/other/SENSOR', `lie ${qos}`, qos);
    if (qos === 0) await client.publishes('tele/plug/HERE', '1', 1);
    else await client.closed;

    expect(await heardBy(calm)).toEqual(qos === 0 ? ['tele/plug/HERE 1 1'] : []);
    expect(client.has(qos === 2 ? 'pubrec' : 'puback')).toBe(qos === 0);
    await expect.poll(() => refusedFor('not_allowed')).toBe(refusedBefore + 1);
    expect(await endedOver('message')).toBe(endedBefore + (qos === 0 ? 0 : 1));
    expect(await topics()).not.toContain('tele/other/SENSOR');
    await expect.poll(() => lastRefusal(plug), PATIENCE).toBe('publish to tele/other/SENSOR');
    await expect
      .poll(() => record(plug.username), PATIENCE)
      .toMatchObject([
        {
          action: 'device refused',
          detail: { what: 'publish to tele/other/SENSOR', times: 1 },
          address: expect.stringContaining('127.0.0.1'),
        },
      ]);
  });

  it('retained or as a will stays nowhere', async () => {
    const { plug, client, calm } = await aHouse();
    const will = { topic: 'tele/other/LWT', payload: Buffer.from('Offline'), qos: 0, retain: true } as const;
    const liar = await comes(plug, { clientId: 'liar', will });
    await liar.publishes('tele/plug/HERE', '1', 1);
    const before = await refusedFor('not_allowed');

    await liar.cut();
    await client.publishes('tele/other/LWT', 'Offline', 0, true);
    await expect.poll(() => refusedFor('not_allowed')).toBe(before + 2);
    const late = await comes(await aLogin(door, { kind: 'program', prefixes: [], reads: ['#'] }), {
      clientId: 'late',
    });
    await late.subscribe({ 'tele/other/#': 1 });

    expect(await heardBy(calm)).toEqual(['tele/plug/HERE 1 1']);
    expect(late.messages).toEqual([]);
    expect(await topics()).not.toContain('tele/other/LWT');
  });
});

describe('what is too long, to another’s topic', () => {
  it.each([
    ['cut', 70_000],
    ['not read at all', 1024 * 1024 + 1],
  ])('reaches not even the dead letters: %s', async (_what, bytes) => {
    const { plug, client, calm } = await aHouse();
    const before = await refusedFor('not_allowed');
    const letters = (await door.letters()).length;

    client.publish('tele/other/SENSOR', Buffer.alloc(bytes, 'x'), 1);

    await client.closed;
    await expect.poll(() => refusedFor('not_allowed')).toBe(before + 1);
    expect(client.has('puback')).toBe(false);
    expect(await heardBy(calm)).toEqual([]);
    expect(await door.letters()).toHaveLength(letters);
    await expect.poll(() => lastRefusal(plug), PATIENCE).toBe('publish to tele/other/SENSOR');
  });
});

describe('a topic that is none', () => {
  it.each([
    ['a +', 'tele/plug/+/SENSOR'],
    ['a #', 'tele/plug/#'],
    ['nothing', ''],
    ['more levels than anybody counts', 'tele/plug'.padEnd(250, '/x')],
  ])('of %s ends the connection, which is counted and shown', async (_what, topic) => {
    const { plug, client, calm } = await aHouse();
    const before = await endedOver('malformed');

    client.publish(topic, 'x', 1);

    await client.closed;
    expect(client.has('puback')).toBe(false);
    expect(await endedOver('malformed')).toBe(before + 1);
    expect(await heardBy(calm)).toEqual([]);
    await expect.poll(() => lastRefusal(plug), PATIENCE).toMatch(/^what it sent is no MQTT: /);
  });

  it('of the broker’s own ends the connection', async () => {
    const { client, calm } = await aHouse();
    const before = await refusedFor('reserved_topic');

    client.publish('$SYS/broker/new/clients', 'calm', 1);

    await client.closed;
    await expect.poll(() => refusedFor('reserved_topic')).toBe(before + 1);
    expect(await heardBy(calm)).toEqual([]);
  });

  it.each([
    ['NUL', 'tele/plug/\0'],
    ['more than 256 bytes', `tele/plug/${'x'.repeat(250)}`],
    ['more than 16 levels', `tele/plug${'/x'.repeat(16)}`],
  ])('of %s below its own is acknowledged and told the dead letters', async (_what, topic) => {
    const { client, calm } = await aHouse();
    const before = (await door.letters()).length;

    await client.publishes(topic, 'x', 1);

    expect((await door.letters()).slice(before)).toMatchObject([{ code: 'BAD_TOPIC' }]);
    expect(await heardBy(calm)).toEqual([]);
    expect(await topics()).not.toContain(topic);
  });

  it('of NUL beyond its own ends the connection like any other of another’s', async () => {
    const { plug, client, calm } = await aHouse();
    const before = await refusedFor('not_allowed');

    client.publish('tele/other/\0', 'x', 1);

    await client.closed;
    await expect.poll(() => refusedFor('not_allowed')).toBe(before + 1);
    expect(await heardBy(calm)).toEqual([]);
    // PostgreSQL takes no NUL: it must not keep what happened from being written down.
    await expect.poll(() => lastRefusal(plug), PATIENCE).toBe('publish to tele/other/\ufffd');
    await expect.poll(() => record(plug.username), PATIENCE).toHaveLength(1);
  });
});

it('answers filters that a login may not read with 0x80, shown and recorded', async () => {
  const { plug, client, calm } = await aHouse();

  const granted = await client.subscribe({
    '#': 0,
    '$SYS/#': 1,
    'tele/calm/#': 2,
    '+/plug/#': 1,
    'cmnd/plug/+': 1,
  });
  await calm.publishes('tele/calm/STATE', 'secret', 1);

  expect(granted).toEqual([128, 128, 128, 128, 1]);
  await expect.poll(() => lastRefusal(plug), PATIENCE).toBe('subscribe to +/plug/#');
  await expect
    .poll(() => record(plug.username), PATIENCE)
    .toMatchObject([{ action: 'device refused', detail: { what: 'subscribe to +/plug/#', times: 4 } }]);
  expect(client.messages).toEqual([]);
});

it('grants a client so many filters, none of them endless', async () => {
  const { plug } = await aHouse();
  const client = await comes(plug, { clientId: 'greedy', clean: false });
  const filters = (from: number) =>
    Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`tele/plug/${from + index}`, 1 as const]),
    );

  const granted = [...(await client.subscribe(filters(0))), ...(await client.subscribe(filters(1_000)))];

  expect(new Set(granted)).toEqual(new Set([1]));
  expect(await client.subscribe({ 'tele/plug/more': 1, 'tele/plug/0': 1 })).toEqual([128, 1]);
  await client.unsubscribe('tele/plug/7');
  expect(await client.subscribe({ 'tele/plug/more': 1 })).toEqual([1]);
  expect(await client.subscribe({ [`tele/plug/${'x'.repeat(300)}`]: 1 })).toEqual([128]);
});

describe('the audit log', () => {
  async function tries(login: Credentials, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      const client = new AnsweringClient(door.port);
      expect(await client.connect(login)).toMatchObject({ returnCode: 4 });
      await client.closed;
    }
  }

  it('tells of a wrong password at once, and of a hundred soon after it not a hundred times', async () => {
    const plug = await aLogin(door);
    const guess = { ...plug, password: Buffer.from('canary-of-a-guess') };
    await tries(guess, 1);
    const what = expect.stringMatching(/^wrong password, from .*127\.0\.0\.1$/);
    const first = { action: 'device refused', detail: { what, times: 1 } };
    await expect.poll(() => record(plug.username), PATIENCE).toMatchObject([first]);

    await tries(guess, 100);
    expect(await endedOver('login')).toBeGreaterThanOrEqual(101);

    // How many there were is told when the door stops, at the latest.
    await door.stop();
    const entries = await record(plug.username);
    door = await aDoor({ context });
    expect(entries).toMatchObject([first, { detail: { what, times: 100 } }]);
    expect(JSON.stringify(entries)).not.toContain('canary');
  });

  it('tells of those who give no login by their address', async () => {
    const { rows } = await context.database.pool.query('SELECT count(*)::int AS n FROM audit_entry');
    const client = new AnsweringClient(door.port);
    expect(await client.connect({})).toMatchObject({ returnCode: 5 });
    await client.closed;

    await door.stop();
    const entries = await context.database.pool.query(
      'SELECT subject, detail FROM audit_entry ORDER BY id OFFSET $1',
      [rows[0]?.n],
    );
    door = await aDoor({ context });
    expect(entries.rows).toContainEqual({
      subject: expect.stringContaining('127.0.0.1'),
      detail: expect.objectContaining({ what: 'no login was given' }),
    });
  });

  it('tells of unknown names by their address, but not what may be a password', async () => {
    const { rows } = await context.database.pool.query('SELECT count(*)::int AS n FROM audit_entry');
    await tries({ username: 'correct-horse-battery', password: Buffer.from('x') }, 1);
    await tries({ username: 'sensor-0a1b2c3d', password: Buffer.from('x') }, 1);

    await door.stop();
    const entries = await context.database.pool.query(
      'SELECT subject, detail FROM audit_entry ORDER BY id OFFSET $1',
      [rows[0]?.n],
    );
    door = await aDoor({ context });
    expect(entries.rows).toMatchObject([
      {
        subject: expect.stringContaining('127.0.0.1'),
        detail: { what: 'there is no such login: sensor-0a1b2c3d', times: 2 },
      },
    ]);
  });
});
