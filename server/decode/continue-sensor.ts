import type { PoolClient } from 'pg';
import type { DeviceName } from '@/contracts/device';
import type { CounterOffset } from '@/contracts/swap';
import { deviceNamed, endBindings } from './bindings';
import { askForReplay } from './replay/ask';
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
  /** The bindings that it took the place of, of the past too. */
  readonly before: readonly number[];
  readonly validFrom: string;
  /** By which it holds for the past; null: for none. */
  readonly replayId: number | null;
}

/** From a second on, and of the past as far as wished, the device feeds the sensor, and no other one does. */
export async function continueSensor(client: PoolClient, wish: Continuation): Promise<Continued> {
  const { sensorId, device, offsets, since } = wish;
  const validFrom = await momentOfValidity(client);
  const deviceId = await deviceNamed(client, device);
  const before = await feedsSince(client, { sensorId, deviceId, since });
  await endBindings(client, [sensorId], validFrom);
  // It feeds this sensor alone.
  await client.query(
    `UPDATE binding SET valid_to = $2, written = nextval(pg_get_serial_sequence('binding', 'written'))
     WHERE device_id = $1 AND valid_to IS NULL`,
    [deviceId, validFrom],
  );
  const { rows } = await client.query<{ id: number }>(
    'INSERT INTO binding (sensor_id, device_id, valid_from, offsets) VALUES ($1, $2, $3, $4) RETURNING id',
    [sensorId, deviceId, validFrom, JSON.stringify(offsets)],
  );
  const bindingId = rows[0]?.id ?? 0;
  const replayId = await askForPast(client, wish, validFrom, bindingId, before);
  await announce(client, validFrom);
  return { bindingId, before, validFrom, replayId };
}

/** What fed a sensor at any moment since, by itself or by a replay; `since` null: what feeds it now. */
async function feedsSince(
  client: PoolClient,
  { sensorId, deviceId, since }: { sensorId: string; deviceId: number; since: number | null },
): Promise<readonly number[]> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT id FROM binding
      WHERE sensor_id = $1 AND NOT is_nobodys AND NOT is_taken_back AND (device_id <> $2 OR source_channel IS NOT NULL)
        AND (valid_to IS NULL OR valid_to > to_timestamp($3::float8 / 1000)
             OR EXISTS (SELECT FROM correction WHERE binding_id = binding.id AND undone_by IS NULL
                           AND correction.valid_to > to_timestamp($3::float8 / 1000)))
      ORDER BY id`,
    [sensorId, deviceId, since],
  );
  return rows.map(({ id }) => id);
}

async function askForPast(
  client: PoolClient,
  { since: from, who, what }: Continuation,
  validFrom: string,
  bindingId: number,
  before: readonly number[],
): Promise<number | null> {
  const to = Date.parse(validFrom) + 1;
  if (from === null || from >= to) return null;
  const nobodys = await nobodyFed(client, before, validFrom);
  const corrections = [bindingId, ...nobodys].map((id) => ({ bindingId: id, from, to }));
  // A device's family alone knows which topics are its own: all of them are looked through.
  return askForReplay(client, { kind: 'bind', what, who, topics: ['#'], from, to, corrections });
}

/** Bindings of the same devices, in that order, that hold nowhere until a replay puts them in force: then these feed nobody. */
export async function nobodyFed(
  client: PoolClient,
  bindings: readonly number[],
  moment: string,
): Promise<readonly number[]> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO binding (sensor_id, device_id, source_channel, channel, valid_from, valid_to, is_nobodys)
     SELECT sensor_id, device_id, source_channel, channel, $2, $2, true
       FROM unnest($1::int[]) WITH ORDINALITY AS given (id, place) JOIN binding ON binding.id = given.id ORDER BY place
     RETURNING id`,
    [bindings, moment],
  );
  return rows.map(({ id }) => id);
}
