import type { PoolClient } from 'pg';
import type { Outcome } from '@/contracts/registry';
import type { Swapped, SwapWish } from '@/contracts/swap';
import { finishArrival } from '@/server/arrivals/commands';
import type { By } from '@/server/audit';
import { type Database, inTransaction } from '@/server/database';
import { continueSensor, takeBackContinuation, writeAlone } from '@/server/decode/commands';
import { removeSensors } from '@/server/registry/commands';
import { loginOf } from './login-of';

type Pool = Pick<Database, 'pool'>;

const GONE = { refused: { problem: 'That sensor is no more: somebody removed it meanwhile.' } } as const;
const NOT_UNDOABLE = {
  refused: { problem: 'That can’t be taken back any more: another device feeds the sensor by now, or none.' },
} as const;

/** A sensor that was only made for a device on its way in, with that device's login. */
interface Newcomer {
  readonly id: string;
  readonly login: string;
}

/**
 * The device continues the sensor: from a second on, and of the past as far as wished, its messages are the sensor's. Its login
 * becomes the sensor's. A device that is only being added is done with that: the sensor that was made for it goes.
 */
export async function swapDevice(database: Pool, wish: SwapWish, by: By): Promise<Outcome<Swapped>> {
  const swapped = await inTransaction(database, (client) => swap(client, wish, by));
  if ('refused' in swapped) return swapped;
  const { newcomer, ...done } = swapped.done;
  if (newcomer !== undefined) {
    await removeSensors(database, [newcomer.id]);
    await finishArrival(database, newcomer.login, by);
  }
  return { done };
}

async function swap(
  client: PoolClient,
  wish: SwapWish,
  { who }: By,
): Promise<Outcome<Swapped & { readonly newcomer: Newcomer | undefined }>> {
  const { sensorId, device, since, offsets } = wish;
  await writeAlone(client);
  const sensor = await sensorOf(client, sensorId);
  if (sensor === undefined) return GONE;
  const fed = await fedBy(client, wish);
  const other = fed.find(({ login }) => login === null);
  if (other !== undefined) return feedsAnother(other.name);
  const newcomer = fed.flatMap(({ id, login }) => (login === null ? [] : [{ id, login }]))[0];
  const what = `${sensor.name}: continued by ${device.key}`;
  const continued = await continueSensor(client, { sensorId, device, offsets, since, who, what });
  const login = newcomer?.login ?? (await loginOf(client, await topicOf(client, wish)))?.id;
  if (login !== undefined)
    await client.query('UPDATE sensor SET login_id = $2 WHERE id = $1', [sensorId, login]);
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO device_swap (sensor_id, binding_id, before, begins, login_before, who)
     VALUES ($1, $2, $3, coalesce(to_timestamp($4::float8 / 1000), $5::timestamptz), $6, left($7, 120)) RETURNING id`,
    [sensorId, continued.bindingId, continued.before, since, continued.validFrom, sensor.login, who],
  );
  await tellPages(client);
  return { done: { id: rows[0]?.id ?? 0, idleLogin: await idleLogin(client, sensor.login), newcomer } };
}

/** The device is taken back, for the past as well: what fed the sensor before it does so again. */
export async function undoSwap(database: Pool, id: number, { who }: By): Promise<Outcome<null>> {
  return inTransaction(database, async (client) => {
    await writeAlone(client);
    const { rows } = await client.query<{
      sensorId: string;
      name: string;
      bindingId: number;
      before: readonly number[];
      since: number;
    }>(
      `UPDATE device_swap AS swap SET undone_at = now()
         FROM binding, sensor
        WHERE swap.id = $1 AND undone_at IS NULL AND binding.id = binding_id AND valid_to IS NULL
          AND sensor.id = swap.sensor_id
       RETURNING swap.sensor_id AS "sensorId", sensor.name, binding_id AS "bindingId", before,
                 (extract(epoch FROM begins) * 1000)::float8 AS since`,
      [id],
    );
    const [undone] = rows;
    if (undone === undefined) return NOT_UNDOABLE;
    await takeBackContinuation(client, { ...undone, who, what: `${undone.name}: its device taken back` });
    await client.query(
      `UPDATE sensor SET login_id = (SELECT login_before FROM device_swap JOIN device_login ON device_login.id = login_before
                                      WHERE device_swap.id = $2)
        WHERE id = $1`,
      [undone.sensorId, id],
    );
    await tellPages(client);
    return { done: null };
  });
}

async function sensorOf(client: PoolClient, id: string) {
  const { rows } = await client.query<{ name: string; login: string | null }>(
    'SELECT name, login_id AS login FROM sensor WHERE id = $1 FOR UPDATE',
    [id],
  );
  return rows[0];
}

/** The other sensors that the device feeds; with a login: only made for it, and not finished. */
async function fedBy(client: PoolClient, { sensorId, device }: SwapWish) {
  const { rows } = await client.query<{ id: string; name: string; login: string | null }>(
    `SELECT sensor.id, sensor.name, arrival.login_id AS login
       FROM binding JOIN device ON device.id = device_id JOIN sensor ON sensor.id = sensor_id
       LEFT JOIN arrival ON arrival.login_id = sensor.login_id
      WHERE device.family = $1 AND natural_key = $2 AND valid_to IS NULL AND sensor_id <> $3 ORDER BY sensor.id`,
    [device.family, device.key, sensorId],
  );
  return rows;
}

function feedsAnother(name: string) {
  return { refused: { problem: `That device feeds ${name}. Take it from there first.` } };
}

async function topicOf(client: PoolClient, { device }: SwapWish): Promise<string | null> {
  const { rows } = await client.query<{ topic: string | null }>(
    'SELECT sample_topic AS topic FROM device WHERE family = $1 AND natural_key = $2',
    [device.family, device.key],
  );
  return rows[0]?.topic ?? null;
}

/** The login before, where it still holds and feeds nothing. */
async function idleLogin(client: PoolClient, login: string | null): Promise<Swapped['idleLogin']> {
  const { rows } = await client.query<{ id: string; name: string }>(
    `SELECT id, name FROM device_login WHERE id = $1 AND revoked_at IS NULL AND kind = 'sensor'
        AND NOT EXISTS (SELECT FROM sensor WHERE login_id = device_login.id)`,
    [login],
  );
  return rows[0] ?? null;
}

async function tellPages(client: PoolClient): Promise<void> {
  await client.query(`SELECT pg_notify('hearth_changed', '{"all":true,"from":0,"to":0}')`);
}
