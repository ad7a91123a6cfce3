import type { PoolClient } from 'pg';
import type { DeviceName } from '@/contracts/device';
import { DeviceSettings } from '@/contracts/device-settings';
import { type Database, inTransaction } from '@/server/database';
import type { Bound } from './bindings';
import { announce, momentOfValidity, writeAlone } from './write-knowledge';

/** From a second on the device is read so. What was decoded before stays as it is. Undefined where nothing is known of such a device. */
export function setDeviceSettings(
  database: Pick<Database, 'pool'>,
  device: DeviceName,
  settings: DeviceSettings,
  who: string,
): Promise<Bound | undefined> {
  return inTransaction(database, async (client) => {
    await writeAlone(client);
    const id = await idOf(client, device);
    if (id === undefined) return undefined;
    const validFrom = await momentOfValidity(client);
    await client.query(
      'INSERT INTO device_setting (device_id, valid_from, settings, who) VALUES ($1, $2, $3, $4)',
      [id, validFrom, JSON.stringify(settings), who],
    );
    await announce(client, validFrom);
    return { validFrom };
  });
}

/** What its owner said of the device last. */
export async function deviceSettings(
  { pool }: Pick<Database, 'pool'>,
  { family, key }: DeviceName,
): Promise<DeviceSettings> {
  const { rows } = await pool.query<{ settings: unknown }>(
    `SELECT settings FROM device_setting JOIN device ON device.id = device_id
     WHERE family = $1 AND natural_key = $2 ORDER BY valid_from DESC LIMIT 1`,
    [family, key],
  );
  return DeviceSettings.parse(rows[0]?.settings ?? {});
}

async function idOf(client: PoolClient, { family, key }: DeviceName): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(
    'SELECT id FROM device WHERE family = $1 AND natural_key = $2',
    [family, key],
  );
  return rows[0]?.id;
}
