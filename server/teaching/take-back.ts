import { setTimeout as wait } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Outcome } from '@/contracts/registry';
import type { Database } from '@/server/database';
import { takeBackBindings, takeBackTaught, writeAlone } from '@/server/decode/commands';
import { allOrNothing, KNOWN_AFTER_MS, removeSensors } from '@/server/registry/commands';
import { firstOf } from './meant-sensors';
import { type NotedTeaching, readTeaching } from './read-teachings';

type Pool = Pick<Database, 'pool'>;

const GONE = { refused: { problem: 'There is nothing to take back any longer.' } } as const;
const UNDER_WAY = {
  refused: { problem: 'Its past is still being read: wait until that is done, then take it back.' },
} as const;

/**
 * Ends what was taught, takes from its sensors what it brought them, and removes those that were made for it and that nothing else
 * fed; what fed others before does so again. Its messages wait in the inbox again. Refused where a mapping says something else by
 * now. May be asked for again where it broke off.
 */
export async function takeBack(database: Pool, id: number, who: string): Promise<Outcome<null>> {
  const teaching = await readTeaching(database, id);
  if (teaching === undefined || teaching.takenBackAt !== null) return GONE;
  const { replay } = teaching;
  if (replay?.state === 'waits' || replay?.state === 'runs') return UNDER_WAY;
  const ended = await allOrNothing(database, (client) => end(client, teaching, who));
  if ('refused' in ended) return ended;
  const { going } = ended.done;
  if (going.length > 0) {
    await wait(KNOWN_AFTER_MS);
    await removeSensors(database, going);
  }
  await database.pool.query('UPDATE inbox_teaching SET taken_back_at = now() WHERE id = $1', [id]);
  return { done: null };
}

async function end(
  client: PoolClient,
  teaching: NotedTeaching,
  who: string,
): Promise<Outcome<{ readonly going: readonly string[] }>> {
  const { mapping, bindings, total, sensors } = teaching;
  await writeAlone(client);
  const going = await idleWithout(client, teaching);
  const replayId = teaching.replay?.id ?? null;
  const called = sensors.map(({ name }) => name);
  const what = `Taken back: ${firstOf(called, total)}`;
  if (mapping === null) await takeBackBindings(client, { bindings, replayId, going, who, what });
  else {
    const isStaying = going.length < total;
    const outcome = await takeBackTaught(client, { ...mapping, replayId, isStaying, who, what });
    if ('refused' in outcome) return outcome;
  }
  return { done: { going } };
}

/** The sensors made for it that nothing else ever fed. */
async function idleWithout(
  client: PoolClient,
  { made, bindings, mapping }: NotedTeaching,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `WITH fed AS (
       SELECT named.id FROM mapping_version CROSS JOIN LATERAL (
         SELECT definition ->> 'sensor' AS id UNION ALL SELECT value FROM jsonb_each_text(definition -> 'sensors')) AS named
        WHERE mapping_id IS DISTINCT FROM $3)
     SELECT id FROM sensor WHERE id = ANY($1)
       AND NOT EXISTS (SELECT FROM binding
                        WHERE sensor_id = sensor.id AND binding.id <> ALL($2) AND NOT is_nobodys AND NOT is_taken_back)
       AND NOT EXISTS (SELECT FROM fed WHERE fed.id = sensor.id)`,
    [made, bindings, mapping?.mappingId ?? null],
  );
  return rows.map(({ id }) => id);
}
