import type { Outcome } from '@/contracts/registry';
import type { Database } from '@/server/database';
import { removeMapping, unbindDevices, undoReplay } from '@/server/decode/commands';
import { removeSensors } from '@/server/registry/commands';
import { readTeaching } from './read-teachings';

type Pool = Pick<Database, 'pool'>;

const GONE = { refused: { problem: 'There is nothing to take back any longer.' } } as const;
const UNDER_WAY = {
  refused: { problem: 'Its past is still being read: wait until that is done, then take it back.' },
} as const;

/**
 * Ends what was taught, takes its past back and removes the sensors that were made for it and that nothing else feeds. Their
 * messages wait in the inbox again. May be asked for again where it broke off.
 */
export async function takeBack(database: Pool, id: number, who: string): Promise<Outcome<null>> {
  const teaching = await readTeaching(database, id);
  if (teaching === undefined || teaching.takenBackAt !== null) return GONE;
  const { replay, mappingId, sensors, made } = teaching;
  if (replay?.state === 'waits' || replay?.state === 'runs') return UNDER_WAY;
  if (mappingId !== null) await removeMapping(database, { id: mappingId }, who);
  else
    await unbindDevices(
      database,
      sensors.map((sensor) => sensor.id),
    );
  if (replay !== null) await undoReplay(database, replay.id, who);
  const idle = await idleSensors(database, made);
  if (idle.length > 0) await removeSensors(database, idle);
  await database.pool.query('UPDATE inbox_teaching SET taken_back_at = now() WHERE id = $1', [id]);
  return { done: null };
}

/** Those that nothing feeds. */
async function idleSensors({ pool }: Pool, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM sensor WHERE id = ANY($1)
       AND NOT EXISTS (SELECT FROM binding WHERE sensor_id = sensor.id AND (valid_to IS NULL OR valid_to > now() + interval '1 minute'))
       AND NOT EXISTS (
         SELECT FROM mapping_sensor WHERE sensor_id = sensor.id AND (
           SELECT definition FROM mapping_version WHERE mapping_version.mapping_id = mapping_sensor.mapping_id
           ORDER BY version DESC LIMIT 1) IS NOT NULL)`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
