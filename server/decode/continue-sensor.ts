import type { PoolClient } from 'pg';
import type { DeviceName } from '@/contracts/device';
import type { CounterOffset } from '@/contracts/swap';
import { deviceNamed, endBindings } from './bindings';
import { askForReplay, type Correction } from './replay/ask';
import { announce, momentOfValidity } from './write-knowledge';

/** A device that goes on where another one ended; inside a transaction that writes alone. */
export interface Continuation {
  readonly sensorId: string;
  readonly device: DeviceName;
  readonly offsets: readonly CounterOffset[];
  /** Of the past, too: messages received from here on, ms since 1970; null: from now on. */
  readonly since: number | null;
  readonly who: string;
  /** A sentence for people, where the past is decoded anew. */
  readonly what: string;
}

export interface Continued {
  readonly bindingId: number;
  /** The bindings that it took the place of. */
  readonly before: readonly number[];
  readonly validFrom: string;
}

/** From a second on, and of the past as far as wished, the device feeds the sensor, and no other one does. */
export async function continueSensor(client: PoolClient, wish: Continuation): Promise<Continued> {
  const { sensorId, device, offsets, since, who, what } = wish;
  const validFrom = await momentOfValidity(client);
  const before = await openBindings(client, sensorId);
  const deviceId = await deviceNamed(client, device);
  await endBindings(client, [sensorId], validFrom);
  // It feeds this sensor alone.
  await client.query(
    `UPDATE binding SET valid_to = $2, written = nextval(pg_get_serial_sequence('binding', 'written'))
     WHERE device_id = $1 AND valid_to IS NULL`,
    [deviceId, validFrom],
  );
  const [bindingId = 0] = await insert(
    client,
    `INSERT INTO binding (sensor_id, device_id, valid_from, offsets) VALUES ($1, $2, $3, $4) RETURNING id`,
    [sensorId, deviceId, validFrom, JSON.stringify(offsets)],
  );
  const nobodys = await nobodyFed(client, before, validFrom);
  await ask(client, { since, who, what, validFrom, put: [bindingId, ...nobodys] });
  await announce(client, validFrom);
  return { bindingId, before, validFrom };
}

/** From a second on, and since the device began, what fed the sensor before it does so again. */
export async function takeBackContinuation(
  client: PoolClient,
  {
    bindingId,
    before,
    since,
    who,
    what,
  }: Pick<Continued, 'bindingId' | 'before'> & {
    readonly since: number;
    readonly who: string;
    readonly what: string;
  },
): Promise<void> {
  const validFrom = await momentOfValidity(client);
  await client.query(
    `UPDATE binding SET valid_to = $2, written = nextval(pg_get_serial_sequence('binding', 'written'))
     WHERE id = $1 AND valid_to IS NULL`,
    [bindingId, validFrom],
  );
  const again = await insert(
    client,
    `INSERT INTO binding (sensor_id, device_id, source_channel, channel, offsets, valid_from)
     SELECT sensor_id, device_id, source_channel, channel, offsets, $2 FROM binding WHERE id = ANY($1) RETURNING id`,
    [before, validFrom],
  );
  const nobodys = await nobodyFed(client, [bindingId], validFrom);
  await ask(client, { since, who, what, validFrom, put: [...again, ...nobodys] });
  await announce(client, validFrom);
}

async function openBindings(client: PoolClient, sensorId: string): Promise<readonly number[]> {
  return insert(client, 'SELECT id FROM binding WHERE sensor_id = $1 AND valid_to IS NULL ORDER BY id', [
    sensorId,
  ]);
}

/** Bindings of the same devices that hold nowhere until a replay puts them in force: then these feed nobody. */
function nobodyFed(client: PoolClient, bindings: readonly number[], moment: string) {
  return insert(
    client,
    `INSERT INTO binding (sensor_id, device_id, source_channel, channel, valid_from, valid_to, is_nobodys)
     SELECT sensor_id, device_id, source_channel, channel, $2, $2, true FROM binding WHERE id = ANY($1) RETURNING id`,
    [bindings, moment],
  );
}

async function insert(client: PoolClient, sql: string, values: unknown[]): Promise<readonly number[]> {
  const { rows } = await client.query<{ id: number }>(sql, values);
  return rows.map(({ id }) => id);
}

/** A device's family alone knows which topics are its own: all of them are looked through. */
async function ask(
  client: PoolClient,
  past: {
    readonly since: number | null;
    readonly who: string;
    readonly what: string;
    readonly validFrom: string;
    readonly put: readonly number[];
  },
): Promise<void> {
  const { since: from, who, what, validFrom, put } = past;
  const to = Date.parse(validFrom) + 1;
  if (from === null || from >= to) return;
  const corrections: Correction[] = put.map((bindingId) => ({ bindingId, from, to }));
  await askForReplay(client, { kind: 'bind', what, who, topics: ['#'], from, to, corrections });
}
