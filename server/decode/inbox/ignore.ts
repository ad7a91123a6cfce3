import type { PoolClient } from 'pg';
import type { DeviceName } from '@/contracts/device';
import type { Ignored, ShapeKind } from '@/contracts/inbox';
import type { Outcome } from '@/contracts/registry';
import type { Database } from '@/server/database';

type Pool = Pick<Database, 'pool'>;

/** Messages of a pattern and kind, or devices, that nobody is to be asked about again. */
export type ToIgnore =
  | { readonly pattern: string; readonly kind: ShapeKind }
  | { readonly devices: readonly (DeviceName & { readonly name: string })[] };

/** For ever, until somebody takes it back; the same again changes nothing. */
export async function ignore({ pool }: Pool, what: ToIgnore, who: string): Promise<Outcome<null>> {
  if ('pattern' in what)
    await pool.query(
      `INSERT INTO inbox_ignored (pattern, kind, name, who) VALUES ($1::text, $2, left($1::text, 300), left($3, 120))
       ON CONFLICT (pattern, kind) DO NOTHING`,
      [what.pattern, what.kind, who],
    );
  else await ignoreDevices(pool, what.devices, who);
  return { done: null };
}

async function ignoreDevices(
  client: Pick<PoolClient, 'query'>,
  devices: readonly (DeviceName & { readonly name: string })[],
  who: string,
): Promise<void> {
  await client.query(
    `INSERT INTO inbox_ignored (family, device_key, name, who)
     SELECT family, key, left(name, 300), left($4, 120)
     FROM unnest($1::text[], $2::text[], $3::text[]) AS given (family, key, name)
     ON CONFLICT (family, device_key) DO NOTHING`,
    [
      devices.map(({ family }) => family),
      devices.map(({ key }) => key),
      devices.map(({ name }) => name),
      who,
    ],
  );
}

/** It is asked about again. */
export async function ignoreNoMore({ pool }: Pool, id: number): Promise<Outcome<null>> {
  await pool.query('DELETE FROM inbox_ignored WHERE id = $1', [id]);
  return { done: null };
}

const MOST_SHOWN = 500;

/** What is ignored, newest first; up to 500. */
export async function readIgnored({ pool }: Pool): Promise<readonly Ignored[]> {
  const { rows } = await pool.query<Ignored>(
    `SELECT id, name, coalesce(kind, 'device') AS kind, who, (extract(epoch FROM at) * 1000)::float8 AS at
     FROM inbox_ignored ORDER BY at DESC, id DESC LIMIT ${MOST_SHOWN}`,
  );
  return rows;
}
