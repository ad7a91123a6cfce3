import type { PoolClient } from 'pg';
import type { Outcome } from '@/contracts/registry';
import type { MeantSensor } from '@/contracts/teaching';
import { writeAlone } from '@/server/decode/commands';
import { makeSensor } from '@/server/registry/commands';

const TWICE = {
  refused: { problem: 'Two of them can’t be one sensor: give each a name of its own.' },
} as const;
const MOST_NAMED = 5;

/**
 * Ids of the sensors that are meant, in that order, and of those that were made for it. From here on the transaction writes alone:
 * sensors are made before, which takes a while where they are many, and those that there are get locked after, as others do it.
 */
export async function meantSensors(
  client: PoolClient,
  meant: readonly MeantSensor[],
): Promise<Outcome<{ readonly ids: readonly string[]; readonly made: readonly string[] }>> {
  const ids: string[] = [];
  const made: string[] = [];
  for (const sensor of meant) {
    if ('id' in sensor) ids.push(sensor.id);
    else {
      const { name, room } = sensor;
      const outcome = await makeSensor(client, { name, room, icon: null, profile: null });
      if ('refused' in outcome) return outcome;
      ids.push(outcome.done.id);
      made.push(outcome.done.id);
    }
  }
  if (new Set(ids).size < ids.length) return TWICE;
  await writeAlone(client);
  const missing = await missingOf(client, ids);
  if (missing === undefined) return { done: { ids, made } };
  return { refused: { problem: `The sensor ${missing} is no more: somebody removed it meanwhile.` } };
}

async function missingOf(client: PoolClient, ids: readonly string[]): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM sensor WHERE id = ANY($1) ORDER BY id FOR SHARE',
    [ids],
  );
  const known = new Set(rows.map(({ id }) => id));
  return ids.find((id) => !known.has(id));
}

/** What they are called, of many the first. */
export function names(sensors: readonly MeantSensor[]): string {
  return firstOf(
    sensors.map((sensor) => ('id' in sensor ? sensor.id : sensor.name.trim())),
    sensors.length,
  );
}

/** The first of so many names, and how many more there are. */
export function firstOf(called: readonly string[], total: number): string {
  const shown = called.slice(0, MOST_NAMED);
  const rest = total - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
