import type { PoolClient } from 'pg';
import type { DeviceName } from '@/contracts/device';
import type { Outcome } from '@/contracts/registry';
import type { BindWish } from '@/contracts/teaching';
import type { Database } from '@/server/database';
import { askForReplay, bindUnbound, type Correction } from '@/server/decode/commands';
import { allOrNothing, announceChange } from '@/server/registry/commands';
import { meantSensors } from './meant-sensors';
import { noteTeaching } from './note';
import { firstMsAt, names } from './teach';

const FEEDS_ANOTHER = {
  refused: {
    problem: 'One of these devices feeds a sensor by now: somebody added it meanwhile. Nothing was added.',
  },
} as const;
const TWICE = {
  refused: { problem: 'Two devices can’t be one sensor: give each a name of its own.' },
} as const;
/** More are not named one by one. */
const MOST_TOPICS = 500;

/** What waits of a device: since when, and on which topics. */
interface Past {
  readonly correction: Correction;
  readonly topics: readonly string[];
}

/**
 * Binds devices to sensors that are made or chosen and, where messages wait, brings their past along: all or nothing. Answers the
 * teaching's id.
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
    const { ids, made } = meant.done;
    if (new Set(ids).size < ids.length) return TWICE;
    const bindings: number[] = [];
    const pasts: Past[] = [];
    for (const [place, device] of devices.entries()) {
      const sensorId = ids[place] ?? '';
      const bound = await bindUnbound(client, sensorId, device);
      if (bound === undefined) return FEEDS_ANOTHER;
      const bindingId = await standingBinding(client, sensorId);
      bindings.push(bindingId);
      pasts.push(...(await pastOf(client, device, bindingId, firstMsAt(bound.validFrom))));
    }
    const what = `Added: ${names(devices.map(({ sensor }) => sensor))}`;
    const replayId = await askForPast(client, pasts, what, who);
    await announceChange(client);
    return { done: { id: await noteTeaching(client, { replayId, bindings, sensors: ids, made, who }) } };
  });
}

async function standingBinding(client: PoolClient, sensorId: string): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    'SELECT id FROM binding WHERE sensor_id = $1 AND valid_to IS NULL ORDER BY id DESC LIMIT 1',
    [sensorId],
  );
  return rows[0]?.id ?? 0;
}

/** None where no message waits. What it sent while it fed another sensor stays that one's. */
async function pastOf(
  client: PoolClient,
  { family, key }: DeviceName,
  bindingId: number,
  until: number,
): Promise<readonly Past[]> {
  const { rows } = await client.query<{ since: number | null; topics: readonly string[] | null }>(
    `SELECT (extract(epoch FROM greatest(min(first_seen),
               (SELECT max(valid_to) FROM binding JOIN device ON device.id = device_id
                WHERE family = $1 AND natural_key = $2))) * 1000)::float8 AS since,
            array_agg(DISTINCT topic) AS topics
     FROM inbox_source WHERE reason = 'DEVICE_HEARD' AND family = $1 AND device_key = $2`,
    [family, key],
  );
  const { since = null, topics } = rows[0] ?? {};
  if (since === null || since >= until) return [];
  return [{ correction: { bindingId, from: Math.ceil(since), to: until }, topics: topics ?? [] }];
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
