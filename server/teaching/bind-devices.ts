import type { PoolClient } from 'pg';
import type { Outcome } from '@/contracts/registry';
import type { BindWish } from '@/contracts/teaching';
import type { Database } from '@/server/database';
import { askForReplay, bindAllUnbound, type Correction } from '@/server/decode/commands';
import { allOrNothing, announceChange } from '@/server/registry/commands';
import { firstMsAt } from './first-ms-at';
import { meantSensors, names } from './meant-sensors';
import { noteTeaching } from './note';

const FEEDS_ANOTHER = {
  refused: {
    problem: 'One of these devices feeds a sensor by now: somebody added it meanwhile. Nothing was added.',
  },
} as const;
/** More are not named one by one. */
const MOST_TOPICS = 500;

/** What waits of a device: since when, and on which topics. */
interface Past {
  readonly correction: Correction;
  readonly topics: readonly string[];
}

/**
 * Binds devices to sensors that are made or chosen and, where messages wait, brings their past along: all or nothing, however many
 * they are. Answers the teaching's id.
 */
export function bindDevices(
  database: Pick<Database, 'pool'>,
  { devices }: BindWish,
  who: string,
): Promise<Outcome<{ readonly id: number }>> {
  return allOrNothing(database, async (client) => {
    const meant = await meantSensors(
      client,
      devices.map(({ sensor }) => sensor),
    );
    if ('refused' in meant) return meant;
    const { ids: sensors, made } = meant.done;
    const bound = await bindAllUnbound(
      client,
      devices.map(({ family, key }, place) => ({
        sensorId: sensors[place] ?? '',
        device: { family, key },
      })),
    );
    if (bound === undefined) return FEEDS_ANOTHER;
    const { bindings, validFrom } = bound;
    const pasts = await pastsOf(client, devices, bindings, firstMsAt(validFrom));
    const what = `Added: ${names(devices.map(({ sensor }) => sensor))}`;
    const replayId = await askForPast(client, pasts, what, who);
    await announceChange(client);
    return { done: { id: await noteTeaching(client, { replayId, bindings, sensors, made, who }) } };
  });
}

/** Of those of which messages wait. What a device sent while it fed another sensor stays that one's. */
async function pastsOf(
  client: PoolClient,
  devices: BindWish['devices'],
  bindings: readonly number[],
  to: number,
): Promise<readonly Past[]> {
  const { rows } = await client.query<{ bindingId: number; since: number; topics: readonly string[] }>(
    `WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $3::int[]) AS given (family, key, binding_id)),
     waiting AS (
       SELECT binding_id, given.family, key, min(first_seen) AS since, array_agg(DISTINCT topic) AS topics
         FROM given JOIN inbox_source AS source ON source.family = given.family AND device_key = key
        WHERE reason = 'DEVICE_HEARD' GROUP BY binding_id, given.family, key)
     SELECT binding_id AS "bindingId", topics,
            (extract(epoch FROM greatest(since, (
               SELECT max(valid_to) FROM binding JOIN device ON device.id = device_id
                WHERE device.family = waiting.family AND natural_key = key AND NOT is_nobodys AND NOT is_taken_back
            ))) * 1000)::float8 AS since
       FROM waiting ORDER BY binding_id`,
    [devices.map(({ family }) => family), devices.map(({ key }) => key), bindings],
  );
  return rows
    .filter(({ since }) => since < to)
    .map(({ bindingId, since, topics }) => ({
      correction: { bindingId, from: Math.ceil(since), to },
      topics,
    }));
}

async function askForPast(
  client: PoolClient,
  pasts: readonly Past[],
  what: string,
  who: string,
): Promise<number | null> {
  if (pasts.length === 0) return null;
  const topics = [...new Set(pasts.flatMap((past) => past.topics))];
  const corrections = pasts.map(({ correction }) => correction);
  return askForReplay(client, {
    kind: 'bind',
    what,
    who,
    topics: topics.length > MOST_TOPICS ? ['#'] : topics,
    from: Math.min(...corrections.map(({ from }) => from)),
    to: Math.max(...corrections.map(({ to }) => to)),
    corrections,
  });
}
