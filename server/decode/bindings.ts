import type { PoolClient } from 'pg';
import type { DeviceName } from '@/contracts/device';
import { type Database, inTransaction } from '@/server/database';
import { mappingsOf, writeVersions } from './mapping-versions';
import { type Head, headOf } from './stored-definition';
import { announce, momentOfValidity, writeAlone } from './write-knowledge';

/** When the binding begins to hold, or ended; ISO UTC. */
export interface Bound {
  readonly validFrom: string;
}

/**
 * From a second on the device feeds the sensor, and no other device does: a swapped plug goes on where the old one ended.
 * A device may feed several sensors. Undefined where there is no such sensor.
 */
export async function bindDevice(
  database: Pick<Database, 'pool'>,
  sensorId: string,
  device: DeviceName,
): Promise<Bound | undefined> {
  return inTransaction(database, async (client) => {
    await writeAlone(client);
    const sensor = await client.query('SELECT FROM sensor WHERE id = $1 FOR SHARE', [sensorId]);
    return sensor.rowCount === 0 ? undefined : bindFromNow(client, sensorId, device);
  });
}

/** Binds a device that feeds nothing to a sensor that this transaction makes; undefined where it feeds one by now. */
export async function bindUnbound(
  client: PoolClient,
  sensorId: string,
  device: DeviceName,
): Promise<Bound | undefined> {
  await writeAlone(client);
  return bindAllUnbound(client, [{ sensorId, device }]);
}

/**
 * From a second on each of these devices, none of which feeds anything, feeds a sensor of its own; undefined where one feeds
 * something by now, or stands there twice. Inside a transaction that writes alone. The bindings' ids stand in the order of the wishes.
 */
export async function bindAllUnbound(
  client: PoolClient,
  wishes: readonly { readonly sensorId: string; readonly device: DeviceName }[],
): Promise<(Bound & { readonly bindings: readonly number[] }) | undefined> {
  const sensorIds = wishes.map(({ sensorId }) => sensorId);
  const [families, keys] = [
    wishes.map(({ device }) => device.family),
    wishes.map(({ device }) => device.key),
  ];
  const names = new Set(wishes.map(({ device }) => `${device.family}\n${device.key}`));
  if (names.size < wishes.length) return undefined;
  const bound = await client.query(
    `SELECT FROM unnest($1::text[], $2::text[]) AS given (family, key)
       JOIN device ON device.family = given.family AND natural_key = given.key
       JOIN binding ON device_id = device.id WHERE valid_to IS NULL LIMIT 1`,
    [families, keys],
  );
  if (bound.rowCount !== 0) return undefined;
  const validFrom = await momentOfValidity(client);
  await endBindings(client, sensorIds, validFrom);
  await nameDevices(client, families, keys);
  const { rows } = await client.query<{ id: number; sensorId: string }>(
    `INSERT INTO binding (sensor_id, device_id, valid_from)
     SELECT given.sensor_id, device.id, $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS given (family, key, sensor_id)
       JOIN device ON device.family = given.family AND natural_key = given.key
     RETURNING id, sensor_id AS "sensorId"`,
    [families, keys, sensorIds, validFrom],
  );
  await announce(client, validFrom);
  const bySensor = new Map(rows.map(({ id, sensorId }) => [sensorId, id]));
  return { validFrom, bindings: sensorIds.flatMap((sensorId) => bySensor.get(sensorId) ?? []) };
}

async function bindFromNow(client: PoolClient, sensorId: string, device: DeviceName): Promise<Bound> {
  const validFrom = await momentOfValidity(client);
  await bind(client, sensorId, device, validFrom);
  await announce(client, validFrom);
  return { validFrom };
}

/** From a second on no device feeds these sensors. Undefined where none did. */
export function unbindDevices(
  database: Pick<Database, 'pool'>,
  sensorIds: readonly string[],
): Promise<Bound | undefined> {
  return fromNow(database, (client, validFrom) => endBindings(client, sensorIds, validFrom));
}

/**
 * From a second on nothing feeds these sensors, no device and no mapping; undefined where nothing did. Decoders forget nothing
 * that is only deleted: whoever removes a sensor ends it first, and waits until that holds.
 */
export function endFeeds(
  database: Pick<Database, 'pool'>,
  sensorIds: readonly string[],
): Promise<Bound | undefined> {
  return fromNow(database, async (client, validFrom) => {
    const bindings = await endBindings(client, sensorIds, validFrom);
    return bindings + (await endMappings(client, sensorIds, validFrom));
  });
}

/** What ends from one moment on, and is announced where there was anything to end. */
function fromNow(
  database: Pick<Database, 'pool'>,
  end: (client: PoolClient, validFrom: string) => Promise<number>,
): Promise<Bound | undefined> {
  return inTransaction(database, async (client) => {
    await writeAlone(client);
    const validFrom = await momentOfValidity(client);
    if ((await end(client, validFrom)) === 0) return undefined;
    await announce(client, validFrom);
    return { validFrom };
  });
}

async function endMappings(
  client: PoolClient,
  sensorIds: readonly string[],
  validFrom: string,
): Promise<number> {
  const newest = await mappingsOf(client, sensorIds);
  const next = newest.map(({ mappingId, definition }) => ({
    mappingId,
    definition: without(sensorIds, headOf(definition)),
  }));
  await writeVersions(client, next, validFrom, { who: null, why: 'a sensor is removed' });
  return next.length;
}

/** What a mapping says when these sensors are gone; null where it feeds no other. */
function without(sensorIds: readonly string[], mapping: Head): Head | null {
  const { sensors = {} } = mapping;
  const left = Object.entries(sensors).filter(([, id]) => !sensorIds.includes(id));
  return left.length === 0 ? null : { ...mapping, sensors: Object.fromEntries(left) };
}

/** Inside a transaction that writes alone. */
export async function bind(
  client: PoolClient,
  sensorId: string,
  device: DeviceName,
  validFrom: string,
): Promise<void> {
  await endBindings(client, [sensorId], validFrom);
  await client.query('INSERT INTO binding (sensor_id, device_id, valid_from) VALUES ($1, $2, $3)', [
    sensorId,
    await deviceNamed(client, device),
    validFrom,
  ]);
}

/** The id of a device, which may not have been heard yet. */
export async function deviceNamed(client: PoolClient, { family, key }: DeviceName): Promise<number> {
  await nameDevices(client, [family], [key]);
  const { rows } = await client.query<{ id: number }>(
    'SELECT id FROM device WHERE family = $1 AND natural_key = $2',
    [family, key],
  );
  return rows[0]?.id ?? 0;
}

/** Those that are known already are left alone: a decoder that holds their rows may be waiting for who writes alone. */
async function nameDevices(
  client: PoolClient,
  families: readonly string[],
  keys: readonly string[],
): Promise<void> {
  await client.query(
    `INSERT INTO device (family, natural_key)
     SELECT family, key FROM unnest($1::text[], $2::text[]) AS given (family, key)
      WHERE NOT EXISTS (SELECT FROM device WHERE device.family = given.family AND natural_key = key)
      ORDER BY family, key ON CONFLICT (family, natural_key) DO NOTHING`,
    [families, keys],
  );
}

/** How many ended: decoders forget nothing that is only deleted. */
export async function endBindings(
  client: PoolClient,
  sensorIds: readonly string[],
  validTo: string,
): Promise<number> {
  const ended = await client.query(
    `UPDATE binding SET valid_to = $2, written = nextval(pg_get_serial_sequence('binding', 'written'))
     WHERE sensor_id = ANY($1) AND valid_to IS NULL`,
    [sensorIds, validTo],
  );
  return ended.rowCount ?? 0;
}
