import type { PoolClient } from 'pg';
import type { Outcome } from '@/contracts/registry';
import type { TeachWish } from '@/contracts/teaching';
import { mqttFilterOf } from '@/contracts/topic-filter';
import type { Database } from '@/server/database';
import { askForReplay, saveTaught } from '@/server/decode/commands';
import { allOrNothing, announceChange } from '@/server/registry/commands';
import { firstMsAt } from './first-ms-at';
import { meantSensors, names } from './meant-sensors';
import { noteTeaching } from './note';

/**
 * Makes the sensors and one mapping for all of them, or adds them to the one that reads others of their kind, and where messages
 * wait brings their past: all or nothing. What is taught already is refused. Answers the teaching's id, by which it can be taken back.
 */
export function teach(
  database: Pick<Database, 'pool'>,
  { definition, sources }: TeachWish,
  who: string,
): Promise<Outcome<{ readonly id: number }>> {
  return allOrNothing(database, async (client) => {
    const meant = await meantSensors(
      client,
      sources.map(({ sensor }) => sensor),
    );
    if ('refused' in meant) return meant;
    const { ids: sensors, made } = meant.done;
    const owned = sources.map(({ topic, value }, place) => ({
      topic,
      value,
      sensorId: sensors[place] ?? '',
    }));
    const saved = await saveTaught(client, { definition, sources: owned }, who);
    if ('refused' in saved) return saved;
    const { validFrom, ...mapping } = saved.done;
    const replayId = await askForPast(client, {
      mapping,
      topics: sources.map(({ topic }) => topic),
      until: firstMsAt(validFrom),
      what: `Taught: ${names(sources.map(({ sensor }) => sensor))}`,
      who,
    });
    await announceChange(client);
    const id = await noteTeaching(client, { replayId, mapping, bindings: [], sensors, made, who });
    return { done: { id } };
  });
}

/** Null where no message waits. */
async function askForPast(
  client: PoolClient,
  {
    mapping,
    topics,
    until,
    what,
    who,
  }: {
    readonly mapping: { readonly mappingId: number; readonly version: number };
    readonly topics: readonly string[];
    readonly until: number;
    readonly what: string;
    readonly who: string;
  },
): Promise<number | null> {
  const { rows } = await client.query<{ since: number | null }>(
    `SELECT (extract(epoch FROM min(first_seen)) * 1000)::float8 AS since
     FROM inbox_source WHERE reason = 'UNCLAIMED' AND topic = ANY($1)`,
    [topics],
  );
  const since = rows[0]?.since ?? null;
  if (since === null || since >= until) return null;
  return askForReplay(client, {
    kind: 'teach',
    what,
    who,
    topics: topics.map(mqttFilterOf),
    from: since,
    to: until,
    corrections: [{ ...mapping, from: since, to: until }],
  });
}
