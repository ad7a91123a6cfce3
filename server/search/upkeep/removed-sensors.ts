import type { Pool } from 'pg';
import type { SearchServer } from '../target/search-server';
import { INDEX_PATTERN } from '../target/templates';

/** By then no process writes documents of a sensor that was removed, but for requests under way. */
const SETTLED_AFTER_MS = 1_500;
/** By then those are over, too. */
const OVER_AFTER_MS = 40_000;
const AT_ONCE = 1_000;
const DELETE_WITHIN_MS = 600_000;

/** Takes the documents of removed sensors away. */
export interface RemovedSensors {
  /** Answers with the ms after which there is something to do again; undefined: nothing. */
  sweep(): Promise<number | undefined>;
}

interface Removed {
  readonly id: string;
  readonly ageMs: number;
}

export function createRemovedSensors(pool: Pool, server: SearchServer, cluster: string): RemovedSensors {
  /** How old the removal was when its documents were last taken away. */
  const sweptAtAge = new Map<string, number>();
  return {
    sweep: async () => {
      const { rows } = await pool.query<Removed>(
        'SELECT id, (extract(epoch FROM now() - removed_at) * 1000)::float8 AS "ageMs" FROM removed_sensor',
      );
      const due = rows.filter((one) => waitOf(one, sweptAtAge.get(one.id)) === 0);
      for (let from = 0; from < due.length; from += AT_ONCE) {
        const ids = due.slice(from, from + AT_ONCE);
        await deleteDocuments(
          server,
          ids.map(({ id }) => id),
        );
        await pool.query('DELETE FROM search_rejected WHERE cluster = $1 AND sensor_id = ANY($2)', [
          cluster,
          ids.map(({ id }) => id),
        ]);
        for (const { id, ageMs } of ids) sweptAtAge.set(id, ageMs);
      }
      const waits = rows.map((one) => waitOf(one, sweptAtAge.get(one.id))).filter((ms) => ms !== undefined);
      return waits.length === 0 ? undefined : Math.min(...waits);
    },
  };
}

/** 0: now. undefined: never again. */
function waitOf({ ageMs }: Removed, sweptAtAge: number | undefined): number | undefined {
  if (sweptAtAge === undefined) return Math.max(0, SETTLED_AFTER_MS - ageMs);
  return sweptAtAge >= OVER_AFTER_MS ? undefined : Math.max(0, OVER_AFTER_MS - ageMs);
}

/** What was just written is found once the indices were refreshed. */
async function deleteDocuments(server: SearchServer, sensorIds: readonly string[]): Promise<void> {
  await server.expect({ method: 'POST', path: `/${INDEX_PATTERN}/_refresh` }, [404]);
  const path = `/${INDEX_PATTERN}/_delete_by_query?conflicts=proceed&refresh=true&ignore_unavailable=true`;
  const body = { query: { terms: { 'sensor.id': sensorIds } } };
  await server.expect({ method: 'POST', path, body, withinMs: DELETE_WITHIN_MS });
}
