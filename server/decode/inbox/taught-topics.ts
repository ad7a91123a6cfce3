import type { PoolClient } from 'pg';
import type { Mapping } from '@/contracts/mapping';
import { levelAt, mqttFilterOf } from '@/contracts/topic-filter';
import { createTopicTree } from '../topic-tree';

type Client = Pick<PoolClient, 'query'>;

interface Taught {
  readonly since: number;
  /** Whether the mapping names a sensor for a topic. */
  readonly names: (topic: string) => boolean;
}

/** Whether a mapping claims a topic, and nothing was left to nobody since it does. */
export async function taughtTopics(
  client: Client,
): Promise<(row: { readonly topic: string; readonly lastSeen: number }) => boolean> {
  const { rows } = await client.query<{ definition: Owned; since: number }>(
    `SELECT definition, (extract(epoch FROM valid_from) * 1000)::float8 AS since FROM (
       SELECT DISTINCT ON (mapping_id) mapping_id, definition, valid_from FROM mapping_version
       ORDER BY mapping_id, version DESC) AS newest WHERE definition IS NOT NULL`,
  );
  const tree = createTopicTree<Taught>();
  for (const { definition, since } of rows)
    tree.add(mqttFilterOf(definition.topic), { since, names: sensorNamer(definition) });
  return ({ topic, lastSeen }) =>
    tree.matches(topic).some(({ since, names }) => lastSeen <= since && names(topic));
}

/** The first of these topics of which a mapping leaves nothing to be taught; undefined where there is none. */
export async function taughtAmong(client: Client, topics: readonly string[]): Promise<string | undefined> {
  const { rows } = await client.query<{ topic: string; lastSeen: number }>(
    `SELECT topic, (extract(epoch FROM max(last_seen)) * 1000)::float8 AS "lastSeen"
       FROM inbox_source WHERE reason = 'UNCLAIMED' AND topic = ANY($1) GROUP BY topic`,
    [topics],
  );
  const waiting = new Map(rows.map(({ topic, lastSeen }) => [topic, lastSeen]));
  const isTaught = await taughtTopics(client);
  return topics.find((topic) => isTaught({ topic, lastSeen: waiting.get(topic) ?? 0 }));
}

type Owned = Pick<Mapping, 'topic' | 'sensorFrom' | 'sensors'>;

function sensorNamer(mapping: Owned): (topic: string) => boolean {
  const { sensors } = mapping;
  const level = sourceLevelOf(mapping);
  if (level === undefined || sensors === undefined) return () => true;
  return (own) => Object.hasOwn(sensors, own.split('/')[level] ?? '');
}

/** The level of a mapping's topics that says whose a message is, counted from 0; undefined where it feeds one sensor alone. */
export function sourceLevelOf({ topic, sensorFrom }: Omit<Owned, 'sensors'>): number | undefined {
  return sensorFrom === undefined ? undefined : levelAt(topic, sensorFrom);
}
