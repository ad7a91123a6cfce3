import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshTopics } from '@/tests/support/fresh-topics';
import { usedBytes } from '@/tests/support/heap';
import { servers } from '@/tests/support/servers';
import { aCalmOne } from './a-calm-one';
import { aDoor, ready, type TestDoor } from './a-door';
import { aLogin, type Credentials } from './a-login';
import { AnsweringClient } from './answering-client';
import { counted } from './counted';
import { connectBytes } from './wire-client';

const CROWD = 5_000;
const LOGINS = 100;
const MEGABYTE = 1024 * 1024;
/** What both ends of a connection may hold while it is there, and all of it afterwards. */
const CONNECTION_BYTES = 20 * 1024;
const LEFT_BEHIND_BYTES = 20 * MEGABYTE;

describe('a crowd at the door', { timeout: 120_000 }, () => {
  let door: TestDoor;
  const sockets: Socket[] = [];

  beforeEach(() => freshTopics({ brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' }));
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await door.balance();
    await door.stop();
  });

  /** A socket, and the code of its CONNACK; undefined: it was closed without. */
  function arrives(bytes: Buffer | undefined): { socket: Socket; code: Promise<number | undefined> } {
    const socket = connect(door.port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined);
    if (bytes !== undefined) socket.write(bytes);
    const code = new Promise<number | undefined>((resolve) => {
      socket.once('data', (connack) => resolve(connack[3]));
      socket.once('close', () => resolve(undefined));
    });
    return { socket, code };
  }

  const endedOver = (reason: string) => counted(door, 'hearth_mqtt_ended_total', { reason });
  /** So few at a time that the system loses none: who says nothing would never notice. */
  async function aWave(size: number): Promise<readonly ReturnType<typeof arrives>[]> {
    const arrived: ReturnType<typeof arrives>[] = [];
    for (let left = size; left > 0; left -= 100) {
      const some = Array.from({ length: Math.min(left, 100) }, () => arrives(undefined));
      await Promise.all(some.map(({ socket }) => once(socket, 'connect')));
      arrived.push(...some);
    }
    return arrived;
  }

  const someLogins = () => Promise.all(Array.from({ length: LOGINS }, () => aLogin(door)));
  const loginOf = (logins: readonly Credentials[], index: number) => logins[index % LOGINS];

  it(`of ${CROWD} with logins is let in at once, and leaves nothing behind`, async () => {
    door = await aDoor({ limits: { connections: CROWD + 10 } });
    await ready(door);
    const logins = await someLogins();
    const calm = await aCalmOne(door);
    const before = usedBytes();

    const codes = await Promise.all(
      Array.from(
        { length: CROWD },
        (_, index) => arrives(connectBytes({ clientId: `plug-${index}`, ...loginOf(logins, index) })).code,
      ),
    );

    expect(codes.filter((code) => code === 0)).toHaveLength(CROWD);
    expect(usedBytes() - before).toBeLessThan(CROWD * CONNECTION_BYTES);
    for (const socket of sockets.splice(0)) socket.destroy();
    await expect.poll(() => door.count('hearth_mqtt_clients')).toBe(1);
    await expect.poll(() => usedBytes() - before, { interval: 200 }).toBeLessThan(LEFT_BEHIND_BYTES);
    expect(await calm()).toBeGreaterThan(0);
  });

  it(`of ${CROWD} with wrong passwords is turned away, each told why, without flooding the audit log`, async () => {
    door = await aDoor({ limits: { connections: CROWD + 10 } });
    await ready(door);
    const logins = await someLogins();
    const calm = await aCalmOne(door);
    const before = usedBytes();
    const guess = Buffer.from('guessed');

    const codes = await Promise.all(
      Array.from({ length: CROWD }, (_, index) => {
        // Every tenth names nobody.
        const login = index % 10 === 0 ? { username: `sensor-${index}` } : loginOf(logins, index);
        return arrives(connectBytes({ ...login, password: guess })).code;
      }),
    );

    expect(codes.filter((code) => code === 4)).toHaveLength(CROWD);
    await expect.poll(() => endedOver('login')).toBe(CROWD);
    await expect.poll(() => door.count('hearth_mqtt_clients')).toBe(1);
    await expect.poll(() => usedBytes() - before, { interval: 200 }).toBeLessThan(LEFT_BEHIND_BYTES);
    expect(await calm()).toBeGreaterThan(0);
    const entries = async () => {
      const { rows } = await door.context.database.pool.query(
        "SELECT count(*)::int AS n FROM audit_entry WHERE action = 'device refused'",
      );
      return rows[0]?.n;
    };
    // One of each login that came, and one of the address that named nobody.
    await expect
      .poll(entries)
      .toBe(new Set(Array.from({ length: CROWD }, (_, i) => (i % 10 === 0 ? 'nobody' : i % LOGINS))).size);
  });

  it('that says nothing, or a byte now and then, is ended in time', async () => {
    door = await aDoor({ limits: { connectTimeoutMs: 1_000 } });
    await ready(door);
    const calm = await aCalmOne(door);
    const before = usedBytes();
    const slow = connectBytes({ clientId: 'slow', ...(await aLogin(door)) });
    const silent = await aWave(1_000);
    const dripping = await aWave(1_000);
    let at = 0;
    const drip = setInterval(() => {
      for (const { socket } of dripping) socket.write(slow.subarray(at, at + 1));
      at += 1;
    }, 100);

    const codes = await Promise.all([...silent, ...dripping].map(({ code }) => code));

    clearInterval(drip);
    expect(codes.filter((code) => code === undefined)).toHaveLength(2_000);
    expect(await endedOver('no_connect')).toBe(2_000);
    await expect.poll(() => door.count('hearth_mqtt_clients')).toBe(1);
    await expect.poll(() => usedBytes() - before, { interval: 200 }).toBeLessThan(LEFT_BEHIND_BYTES);
    expect(await calm()).toBeGreaterThan(0);
  });

  it('that takes every place and says nothing makes room for who comes with a login', async () => {
    door = await aDoor({ limits: { connections: 200, connectTimeoutMs: 60_000 } });
    await ready(door);
    const calm = await aCalmOne(door);
    const [first] = await aWave(500);
    await expect.poll(() => endedOver('full')).toBe(301);

    const late = new AnsweringClient(door.port);
    expect(await late.connect({ clientId: 'late', ...(await aLogin(door)) })).toMatchObject({
      returnCode: 0,
    });
    await late.publishes('tele/plug/STATE', 'in', 1);

    expect(await endedOver('full')).toBe(302);
    expect(await first?.code).toBeUndefined();
    expect(await calm()).toBeGreaterThan(0);
    await late.cut();
  });

  it('of those who were let in keeps its places: the next one has to try again', async () => {
    door = await aDoor({ limits: { connections: 20 } });
    await ready(door);
    const login = await aLogin(door);
    const plugs = Array.from({ length: 20 }, (_, index) =>
      arrives(connectBytes({ clientId: `plug-${index}`, ...login })),
    );
    expect(new Set(await Promise.all(plugs.map(({ code }) => code)))).toEqual(new Set([0]));

    const late = arrives(connectBytes({ clientId: 'late', ...login }));

    expect(await late.code).toBeUndefined();
    expect(await endedOver('full')).toBe(1);
    expect(plugs.some(({ socket }) => socket.destroyed)).toBe(false);
  });
});
