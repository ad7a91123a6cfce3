import { setTimeout as wait } from 'node:timers/promises';
import {
  type Arrival,
  type Family,
  type FamilyId,
  familyOf,
  ownPartProblem,
  PHONE_MINUTES,
  SHARED_PREFIXES,
} from '@/contracts/arrival';
import type { Credentials } from '@/contracts/device-login';
import type { Outcome } from '@/contracts/registry';
import { type By, recordEvent } from '@/server/audit';
import { type Database, inTransaction } from '@/server/database';
import { applyMappingFile } from '@/server/decode/commands';
import { addLogin, revokeLogin } from '@/server/logins/commands';
import { addSensor, removeSensors } from '@/server/registry/commands';
import { newToken } from '@/server/token';
import { findArrival } from './stored';

type Pool = Pick<Database, 'pool'>;

export interface ArrivalWish {
  readonly family: FamilyId;
  readonly name: string;
  readonly room: string | null;
  /** The own part of its topic. */
  readonly own: string;
}

/** What feeds a sensor holds a second after it was said, for every decoder. */
const KNOWN_AFTER_MS = 1_100;
const GONE = { refused: { problem: 'Nobody is adding that device any longer.' } } as const;

/**
 * Makes what a device needs to come in and to be understood at its first message: a login, and (but for gateways) a sensor with
 * what feeds it. All of it goes again with `cancelArrival`.
 */
export async function beginArrival(
  database: Pool,
  dataDir: string,
  wish: ArrivalWish,
  by: By,
): Promise<Outcome<Credentials>> {
  const family = familyOf(wish.family);
  const problem = ownPartProblem(wish.own);
  if (problem !== undefined) return { refused: { problem, field: 'own' } };
  const base = family.base(wish.own);
  if (await isTaken(database, family.prefixes(base))) {
    const taken = 'Another device publishes there: choose another topic.';
    return { refused: { problem: taken, field: 'own' } };
  }
  const rights = { kind: family.kind, prefixes: family.prefixes(base), reads: family.reads(base) };
  const login = await addLogin(database, dataDir, { name: wish.name, ...rights }, by);
  if ('refused' in login) return login;
  const { user } = login.done;
  await database.pool.query(
    "INSERT INTO arrival (login_id, family, base, watched_until) VALUES ($1, $2, $3, now() + '15 s')",
    [user, family.id, base],
  );
  const fed = await makeSensor(database, family, base, wish, user);
  if ('done' in fed) {
    // Nobody knows the password before every decoder knows what feeds the sensor.
    if (family.kind !== 'gateway') await wait(KNOWN_AFTER_MS);
    return login;
  }
  await cancelArrival(database, user, by);
  return fed;
}

/** Does a login that holds publish below one of these topics, or above it? What a whole family shares is nobody's. */
async function isTaken({ pool }: Pool, prefixes: readonly string[]): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM device_login, unnest(prefixes) AS held, unnest($1::text[]) AS wanted
      WHERE revoked_at IS NULL AND held <> ALL($2) AND wanted <> ALL($2)
        AND (held = wanted OR starts_with(held, wanted || '/') OR starts_with(wanted, held || '/'))
      LIMIT 1`,
    [prefixes, SHARED_PREFIXES],
  );
  return (rowCount ?? 0) > 0;
}

async function makeSensor(
  database: Pool,
  family: Family,
  base: string,
  { name, room }: ArrivalWish,
  user: string,
): Promise<Outcome<null>> {
  if (family.kind === 'gateway') return { done: null };
  const device = family.device?.(base);
  const made = await addSensor(database, { name, room, icon: null, profile: null }, device);
  if ('refused' in made) return made;
  const { id } = made.done;
  await database.pool.query('UPDATE sensor SET login_id = $2 WHERE id = $1', [id, user]);
  const mappings = family.mappings(base).map((mapping) => ({ ...mapping, sensor: id }));
  const applied = await applyMappingFile(database, JSON.stringify({ mappings }));
  if (!('errors' in applied)) return { done: null };
  return { refused: { problem: applied.errors[0]?.message ?? 'Its mapping can’t be made.' } };
}

/** Takes back the login and the sensor; what it has sent stays in the raw log. */
export async function cancelArrival(database: Pool, user: string, by: By): Promise<Outcome<null>> {
  const arrival = await findArrival(database, user);
  if (arrival === undefined) return GONE;
  await revokeLogin(database, user, by);
  const { sensor } = arrival;
  if (sensor !== undefined) {
    const wasFed = await hasReadings(database, sensor.id);
    await removeSensors(database, [sensor.id]);
    // Nothing in the log was ever its: the id is free again.
    if (!wasFed) await database.pool.query('DELETE FROM removed_sensor WHERE id = $1', [sensor.id]);
  }
  await database.pool.query('DELETE FROM login_event WHERE login_id = $1', [user]);
  await database.pool.query('DELETE FROM arrival WHERE login_id = $1', [user]);
  return { done: null };
}

async function hasReadings({ pool }: Pool, sensorId: string): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT FROM series WHERE sensor_id = $1 LIMIT 1', [sensorId]);
  return (rowCount ?? 0) > 0;
}

/** It has come, and is named: login and sensor stay, under the name that the sensor has now. */
export async function finishArrival(database: Pool, user: string, by: By): Promise<Outcome<Arrival>> {
  const arrival = await findArrival(database, user);
  if (arrival === undefined) return GONE;
  await inTransaction(database, async (client) => {
    await client.query(
      'UPDATE device_login SET name = coalesce((SELECT name FROM sensor WHERE login_id = $1 LIMIT 1), name) WHERE id = $1',
      [user],
    );
    await client.query('DELETE FROM arrival WHERE login_id = $1', [user]);
    await recordEvent(client, { ...by, action: 'device added', subject: user, detail: { after: arrival } });
  });
  return { done: arrival };
}

/** A path that shows a phone at the bench how to connect this device, for a quarter of an hour. It never holds the password. */
export async function phonePath({ pool }: Pool, user: string): Promise<string | undefined> {
  const { token, hash } = newToken();
  const { rowCount } = await pool.query(
    'UPDATE arrival SET phone_hash = $2, phone_until = now() + make_interval(mins => $3) WHERE login_id = $1',
    [user, hash, PHONE_MINUTES],
  );
  return rowCount === 0 ? undefined : `/connect/${token}`;
}
