import type { PoolClient } from 'pg';
import type { Outcome } from '@/contracts/registry';
import type { MeantSensor, TeachWish } from '@/contracts/teaching';
import { SOURCE } from '@/contracts/teaching';
import { mqttFilterOf } from '@/contracts/topic-filter';
import type { Database } from '@/server/database';
import { askForReplay, saveMappingIn } from '@/server/decode/commands';
import { allOrNothing, announceChange } from '@/server/registry/commands';
import { meantSensors } from './meant-sensors';
import { noteTeaching } from './note';

const TWICE = {
  refused: { problem: 'Two of them can’t be one sensor: give each a name of its own.' },
} as const;
const KNOWN = { refused: { problem: 'These messages are taught already.' } } as const;

/**
 * Makes the sensors, one mapping for all of them and, where messages wait, their past: all or nothing. Answers the teaching's
 * id, by which it can be taken back.
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
    const { ids, made } = meant.done;
    if (new Set(ids).size < ids.length) return TWICE;
    const owned = { ...definition, ...ownersOf(sources, ids) };
    const outcome = await saveMappingIn(client, { definition: owned, why: 'taught in the inbox' }, who);
    if (!('saved' in outcome)) return refusalOf(outcome);
    const { id: mappingId, version, validFrom } = outcome.saved;
    if (validFrom === null) return KNOWN;
    const replayId = await askForPast(client, {
      mapping: { mappingId, version },
      topics: sources.map(({ topic }) => topic),
      until: firstMsAt(validFrom),
      what: `Taught: ${names(sources.map(({ sensor }) => sensor))}`,
      who,
    });
    await announceChange(client);
    const id = await noteTeaching(client, {
      replayId,
      mapping: { mappingId, version },
      bindings: [],
      sensors: ids,
      made,
      who,
    });
    return { done: { id } };
  });
}

function ownersOf(sources: TeachWish['sources'], ids: readonly string[]): object {
  if (sources.length === 1 && sources[0]?.value === null) return { sensor: ids[0] };
  return {
    sensorFrom: SOURCE,
    sensors: Object.fromEntries(sources.map(({ value, topic }, place) => [value ?? topic, ids[place] ?? ''])),
  };
}

function refusalOf(outcome: Exclude<Awaited<ReturnType<typeof saveMappingIn>>, { saved: unknown }>) {
  if ('conflict' in outcome)
    return { refused: { problem: 'Somebody else taught these messages meanwhile: look at its mapping.' } };
  const { path = '', message = 'it can’t be read' } = outcome.errors[0] ?? {};
  return {
    refused: { problem: `The mapping can’t be saved: ${message}${path === '' ? '' : ` (${path})`}.` },
  };
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

/** Receipts are counted in ms: the first at which what holds from a moment (ISO UTC) on holds. */
export function firstMsAt(validFrom: string): number {
  const [whole = validFrom, fraction = ''] = validFrom.replace('Z', '').split('.');
  const rest = Number(fraction.slice(3).padEnd(3, '0'));
  return Date.parse(`${whole}.${fraction.slice(0, 3).padEnd(3, '0')}Z`) + (rest > 0 ? 1 : 0);
}

const MOST_NAMED = 5;

export function names(sensors: readonly MeantSensor[]): string {
  const called = sensors.map((sensor) => ('id' in sensor ? sensor.id : sensor.name.trim()));
  const rest = called.length - MOST_NAMED;
  return [...called.slice(0, MOST_NAMED), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
