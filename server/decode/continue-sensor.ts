import type { PoolClient } from 'pg';
import type { DeviceName } from '@/contracts/device';
import type { CounterOffset } from '@/contracts/swap';
import { msOf } from '@/server/ms-of';
import { deviceNamed, endBindings } from './bindings';
import type { HeldSpan } from './held-instead';
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
  /** The bindings that it took the place of, of the past too. */
  readonly before: readonly number[];
  readonly validFrom: string;
  /** By which it holds for the past; null: for none. */
  readonly replayId: number | null;
}

/** A binding that fed the sensor, and when that was, ms since 1970; `to` null: it does so still. */
interface Feed {
  readonly id: number;
  readonly from: number;
  readonly to: number | null;
}

/** From a second on, and of the past as far as wished, the device feeds the sensor, and no other one does. */
export async function continueSensor(client: PoolClient, wish: Continuation): Promise<Continued> {
  const { sensorId, device, offsets, since } = wish;
  const validFrom = await momentOfValidity(client);
  const deviceId = await deviceNamed(client, device);
  const feeds = await feedsSince(client, { sensorId, deviceId, since });
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
  const replayId = await askForPast(client, wish, validFrom, bindingId, feeds);
  await announce(client, validFrom);
  return { bindingId, before: [...new Set(feeds.map(({ id }) => id))], validFrom, replayId };
}

/** What fed a sensor at any moment since, by itself or by a replay; `since` null: what feeds it now. */
async function feedsSince(
  client: PoolClient,
  { sensorId, deviceId, since }: { sensorId: string; deviceId: number; since: number | null },
): Promise<readonly Feed[]> {
  const { rows } = await client.query<Feed>(
    `WITH own AS (SELECT id, valid_from, valid_to FROM binding
                   WHERE sensor_id = $1 AND NOT is_nobodys AND NOT is_taken_back
                     AND (device_id <> $2 OR source_channel IS NOT NULL)),
     fed AS (SELECT * FROM own
             UNION ALL SELECT own.id, correction.valid_from, correction.valid_to
                         FROM own JOIN correction ON binding_id = own.id WHERE undone_by IS NULL)
     SELECT id, ${msOf('valid_from')} AS "from", ${msOf('valid_to')} AS "to"
       FROM fed WHERE valid_to IS NULL OR valid_to > to_timestamp($3::float8 / 1000) ORDER BY id, valid_from`,
    [sensorId, deviceId, since],
  );
  return rows;
}

/** What fed the sensor feeds nobody while it did that; what its device sent before and after may be another sensor's. */
async function askForPast(
  client: PoolClient,
  { since: from, who, what }: Continuation,
  validFrom: string,
  bindingId: number,
  feeds: readonly Feed[],
): Promise<number | null> {
  const to = Date.parse(validFrom) + 1;
  if (from === null || from >= to) return null;
  const nobodys = await nobodysInstead(
    client,
    feeds.map((feed) => ({ id: feed.id, from: Math.max(from, feed.from), to: Math.min(to, feed.to ?? to) })),
    validFrom,
  );
  const corrections = [{ bindingId, from, to }, ...nobodys];
  // A device's family alone knows which topics are its own: all of them are looked through.
  return askForReplay(client, { kind: 'bind', what, who, topics: ['#'], from, to, corrections });
}

/** By which the devices of bindings feed nobody in spans (ms since 1970), those that are empty left out, once a replay puts it in force. */
export async function nobodysInstead(
  client: PoolClient,
  spans: readonly HeldSpan[],
  moment: string,
): Promise<readonly Correction[]> {
  const held = spans.filter(({ from, to }) => from < to);
  const nobodys = await nobodyFed(client, [...new Set(held.map(({ id }) => id))], moment);
  return held.flatMap(({ id, from, to }) => {
    const bindingId = nobodys.get(id);
    return bindingId === undefined ? [] : [{ bindingId, from, to }];
  });
}

/** Bindings of the same devices, by the id of each, that hold nowhere until a replay puts them in force: then these feed nobody. */
async function nobodyFed(
  client: PoolClient,
  bindings: readonly number[],
  moment: string,
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO binding (sensor_id, device_id, source_channel, channel, valid_from, valid_to, is_nobodys)
     SELECT sensor_id, device_id, source_channel, channel, $2, $2, true
       FROM unnest($1::int[]) WITH ORDINALITY AS given (id, place) JOIN binding ON binding.id = given.id ORDER BY place
     RETURNING id`,
    [bindings, moment],
  );
  return new Map(
    bindings.flatMap((id, place) => {
      const nobodys = rows[place]?.id;
      return nobodys === undefined ? [] : [[id, nobodys] as const];
    }),
  );
}
