import type { PoolClient } from 'pg';
import { type Database, inTransaction } from '@/server/database';
import { announce, momentOfValidity, writeAlone } from './write-knowledge';

/** A device by what it publishes: a family, and its natural key within it. */
export interface DeviceName {
  readonly family: string;
  readonly key: string;
}

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
    if (sensor.rowCount === 0) return undefined;
    const validFrom = await momentOfValidity(client);
    await bind(client, sensorId, device, validFrom);
    await announce(client, validFrom);
    return { validFrom };
  });
}

/** From a second on no device feeds these sensors. Undefined where none did. */
export async function unbindDevices(
  database: Pick<Database, 'pool'>,
  sensorIds: readonly string[],
): Promise<Bound | undefined> {
  return inTransaction(database, async (client) => {
    await writeAlone(client);
    const validFrom = await momentOfValidity(client);
    if ((await endBindings(client, sensorIds, validFrom)) === 0) return undefined;
    await announce(client, validFrom);
    return { validFrom };
  });
}

/** Inside a transaction that writes alone. */
export async function bind(
  client: PoolClient,
  sensorId: string,
  { family, key }: DeviceName,
  validFrom: string,
): Promise<void> {
  await endBindings(client, [sensorId], validFrom);
  await client.query(
    `WITH fed AS (
       INSERT INTO device (family, natural_key) VALUES ($2, $3)
       ON CONFLICT (family, natural_key) DO UPDATE SET family = excluded.family RETURNING id
     ) INSERT INTO binding (sensor_id, device_id, valid_from) SELECT $1, id, $4 FROM fed`,
    [sensorId, family, key, validFrom],
  );
}

/** How many ended: decoders forget nothing that is only deleted. */
async function endBindings(
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
