import type { PoolClient } from 'pg';
import type { Outcome } from '@/contracts/registry';
import type { Swapped, SwapTakenBack, SwapWish } from '@/contracts/swap';
import { finishArrival } from '@/server/arrivals/commands';
import { type By, recordEvent } from '@/server/audit';
import { type Database, inTransaction } from '@/server/database';
import { type Continued, continueSensor, takeBackBindings, writeAlone } from '@/server/decode/commands';
import { announceChange, removeSensors } from '@/server/registry/commands';
import { loginOf } from './login-of';

type Pool = Pick<Database, 'pool'>;

const GONE = { refused: { problem: 'That sensor is no more: somebody removed it meanwhile.' } } as const;
const FED_BY_IT = {
  refused: { problem: 'That device feeds this sensor already. To align it anew, take it back first.' },
} as const;
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
 * becomes the sensor's. A device that is only being added is done with that: the sensor that was made for it goes. The same again
 * changes nothing.
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
  const already = await fedByItAlready(client, wish);
  if (already !== undefined) return already;
  const fed = await fedBy(client, wish);
  const other = fed.find(({ login }) => login === null);
  if (other !== undefined) return feedsAnother(other.name);
  const newcomer = fed.flatMap(({ id, login }) => (login === null ? [] : [{ id, login }]))[0];
  const what = `${sensor.name}: continued by ${device.key}`;
  const continued = await continueSensor(client, { sensorId, device, offsets, since, who, what });
  const login = newcomer?.login ?? (await loginOf(client, await topicOf(client, wish)))?.id;
  if (login !== undefined)
    await client.query('UPDATE sensor SET login_id = $2 WHERE id = $1', [sensorId, login]);
  const id = await noteSwap(client, wish, continued, sensor.login, who);
  await announceChange(client);
  return { done: { id, idleLogin: await idleLogin(client, sensor.login), newcomer } };
}

async function noteSwap(
  client: PoolClient,
  { sensorId, since }: SwapWish,
  { bindingId, before, validFrom, replayId }: Continued,
  loginBefore: string | null,
  who: string,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO device_swap (sensor_id, binding_id, replay_id, before, begins, login_before, who)
     VALUES ($1, $2, $3, $4, coalesce(to_timestamp($5::float8 / 1000), $6::timestamptz), $7, left($8, 120)) RETURNING id`,
    [sensorId, bindingId, replayId, before, since, validFrom, loginBefore, who],
  );
  return rows[0]?.id ?? 0;
}

/** What became of the same wish before; a refusal where the device feeds the sensor in another way; undefined where it doesn't. */
async function fedByItAlready(
  client: PoolClient,
  { sensorId, device, since, offsets }: SwapWish,
): Promise<Outcome<Swapped & { readonly newcomer: undefined }> | undefined> {
  const { rows } = await client.query<{ id: number | null; login: string | null; isSame: boolean }>(
    `SELECT swap.id, login_before AS login,
            offsets = $4::jsonb AND ($5::float8 IS NULL OR begins = to_timestamp($5 / 1000)) AS "isSame"
       FROM binding JOIN device ON device.id = device_id
       LEFT JOIN device_swap AS swap ON binding_id = binding.id AND undone_at IS NULL
      WHERE binding.sensor_id = $1 AND family = $2 AND natural_key = $3 AND valid_to IS NULL
      ORDER BY swap.id DESC NULLS LAST LIMIT 1`,
    [sensorId, device.family, device.key, JSON.stringify(offsets), since],
  );
  const [already] = rows;
  if (already === undefined) return undefined;
  const { id, login, isSame } = already;
  if (id === null || !isSame) return FED_BY_IT;
  return { done: { id, idleLogin: await idleLogin(client, login), newcomer: undefined } };
}

/** The device is taken back, for the past as well: what fed the sensor before it does so again, unless it feeds another one. */
export async function undoSwap(database: Pool, id: number, by: By): Promise<Outcome<SwapTakenBack>> {
  return inTransaction(database, async (client) => {
    await writeAlone(client);
    const undone = await endSwap(client, id);
    if (undone === undefined) return NOT_UNDOABLE;
    const { sensorId, bindingId, replayId, name } = undone;
    const what = `${name}: its device taken back`;
    await takeBackBindings(client, { bindings: [bindingId], replayId, who: by.who, what });
    await client.query(
      `UPDATE sensor SET login_id = (SELECT login_before FROM device_swap JOIN device_login ON device_login.id = login_before
                                      WHERE device_swap.id = $2)
        WHERE id = $1`,
      [sensorId, id],
    );
    await announceChange(client);
    await recordEvent(client, { ...by, action: 'swap taken back', subject: sensorId, detail: { swap: id } });
    return { done: { hasDevice: await hasDevice(client, sensorId) } };
  });
}

interface EndedSwap {
  readonly sensorId: string;
  readonly name: string;
  readonly bindingId: number;
  readonly replayId: number | null;
}

/** Undefined where its device feeds the sensor no longer. */
async function endSwap(client: PoolClient, id: number): Promise<EndedSwap | undefined> {
  const { rows } = await client.query<EndedSwap>(
    `UPDATE device_swap AS swap SET undone_at = now()
       FROM binding, sensor
      WHERE swap.id = $1 AND undone_at IS NULL AND binding.id = binding_id AND valid_to IS NULL
        AND sensor.id = swap.sensor_id
     RETURNING swap.sensor_id AS "sensorId", sensor.name, binding_id AS "bindingId", replay_id AS "replayId"`,
    [id],
  );
  return rows[0];
}

async function hasDevice(client: PoolClient, sensorId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT FROM binding WHERE sensor_id = $1 AND valid_to IS NULL LIMIT 1',
    [sensorId],
  );
  return rowCount !== 0;
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
