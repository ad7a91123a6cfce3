import type { PoolClient } from 'pg';

const LONGEST = 48;
const MOST_ALIKE = 10_000;
/** Pages that stand where a sensor's would. */
const NOT_FREE = ['new'];

/** What of a name can stand in an address: "Küche, links" becomes "kuche-links"; "sensor" where nothing can. */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
  return plain === '' ? 'sensor' : plain;
}

/** An id after the name that no sensor has or ever had; inside a transaction. */
export async function freeSensorId(client: PoolClient, name: string): Promise<string> {
  const slug = slugOf(name);
  const free = await freeAmong(client, [slug]);
  if (free !== undefined) return free;
  const numbered = Array.from({ length: MOST_ALIKE - 1 }, (_, place) => `${slug}-${place + 2}`);
  const next = await freeAmong(client, numbered);
  if (next === undefined) throw new Error(`ten thousand sensors are called ${slug}`);
  return next;
}

/** The first of these that no sensor has or ever had; undefined where there is none. */
async function freeAmong(client: PoolClient, ids: readonly string[]): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM unnest($1::text[]) WITH ORDINALITY AS candidate (id, place)
     WHERE candidate.id <> ALL($2) AND NOT EXISTS (SELECT FROM sensor WHERE sensor.id = candidate.id)
       AND NOT EXISTS (SELECT FROM removed_sensor WHERE removed_sensor.id = candidate.id)
     ORDER BY place LIMIT 1`,
    [ids, NOT_FREE],
  );
  return rows[0]?.id;
}
