import type { PoolClient } from 'pg';

const LONGEST = 48;
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
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM (
       SELECT $1 AS id, 1 AS n UNION ALL SELECT $1 || '-' || n, n FROM generate_series(2, 10000) AS n
     ) AS candidate
     WHERE candidate.id <> ALL($2) AND NOT EXISTS (SELECT FROM sensor WHERE sensor.id = candidate.id)
       AND NOT EXISTS (SELECT FROM removed_sensor WHERE removed_sensor.id = candidate.id)
     ORDER BY n LIMIT 1`,
    [slug, NOT_FREE],
  );
  if (rows[0] === undefined) throw new Error(`ten thousand sensors are called ${slug}`);
  return rows[0].id;
}
