import type { PoolClient } from 'pg';
import { type Mapping, sourceLevelOf } from '@/contracts/mapping';
import { mqttFilterOf } from '@/contracts/topic-filter';
import { msOf } from '@/server/ms-of';
import type { CompiledMapping } from '../compiled-mapping';
import { standingVersions } from '../mapping-versions';
import { openPayload } from '../payload';
import { unlessFaulty } from '../refusal';
import { compileStored } from '../stored-definition';
import { createTopicTree, type TopicTree } from '../topic-tree';

type Client = Pick<PoolClient, 'query'>;

/** A row of the inbox, and by what its newest message is found. */
export interface StoredSource {
  readonly topic: string;
  readonly partition: number;
  readonly shape: string;
  readonly lastSeen: number;
}

/** Where more than so many could be told apart by their newest messages, the topics alone count. */
const MOST_SAMPLES = 2_000;

/** Without what a mapping claims by now where nothing like it was left to nobody since the mapping holds. */
export async function withoutTaught<Source extends StoredSource>(
  client: Client,
  sources: readonly Source[],
): Promise<readonly Source[]> {
  const tree = await taught(client);
  const open: Source[] = [];
  const undecided: { readonly source: Source; readonly claims: readonly Taught[] }[] = [];
  for (const source of sources) {
    const { topic, lastSeen } = source;
    const claims = tree.matches(topic).filter(({ since, names }) => lastSeen <= since && names(topic));
    if (claims.length === 0) open.push(source);
    else if (claims.every(({ conditional }) => conditional !== undefined)) undecided.push({ source, claims });
  }
  if (undecided.length === 0) return open;
  const samples = await samplesOf(
    client,
    undecided.slice(0, MOST_SAMPLES).map(({ source }) => source),
  );
  const left = undecided.filter(({ source, claims }) => {
    const sample = samples.get(nameOf(source));
    return sample !== undefined && claims.every(({ conditional }) => !isRead(source, sample, conditional));
  });
  const stay = new Set([...open, ...left.map(({ source }) => source)]);
  return sources.filter((source) => stay.has(source));
}

/** The first of these topics of which mappings leave nothing to be taught; undefined where there is none. */
export async function taughtAmong(client: Client, topics: readonly string[]): Promise<string | undefined> {
  const { rows } = await client.query<StoredSource>(
    `SELECT topic, partition, shape, ${msOf('last_seen')} AS "lastSeen"
       FROM inbox_source WHERE reason = 'UNCLAIMED' AND topic = ANY($1)`,
    [topics],
  );
  const waiting = new Set(rows.map(({ topic }) => topic));
  const never = topics.filter((topic) => !waiting.has(topic));
  const sources = [...rows, ...never.map((topic) => ({ topic, partition: 0, shape: '', lastSeen: 0 }))];
  const open = new Set((await withoutTaught(client, sources)).map(({ topic }) => topic));
  return topics.find((topic) => !open.has(topic));
}

interface Taught {
  readonly since: number;
  /** Whether the mapping names a sensor for a topic. */
  readonly names: (topic: string) => boolean;
  /** It leaves messages of its topics to others: only reading one tells. */
  readonly conditional: CompiledMapping | undefined;
}

async function taught(client: Client): Promise<Pick<TopicTree<Taught>, 'matches'>> {
  const tree = createTopicTree<Taught>();
  for (const { mappingId, version, definition: stored, validFrom } of await standingVersions(client)) {
    // Nothing is read by one that today's limits refuse.
    const read = compileStored({ mappingId, version }, stored);
    if ('problem' in read) continue;
    const { mapping } = read;
    tree.add(mqttFilterOf(mapping.definition.topic), {
      since: validFrom,
      names: sensorNamer(mapping.definition),
      conditional: hasCondition(mapping) ? mapping : undefined,
    });
  }
  return tree;
}

function sensorNamer(mapping: Mapping): (topic: string) => boolean {
  const { sensors } = mapping;
  const level = sourceLevelOf(mapping);
  if (level === undefined || sensors === undefined) return () => true;
  return (own) => Object.hasOwn(sensors, own.split('/')[level] ?? '');
}

function hasCondition({ definition }: CompiledMapping): boolean {
  return (
    definition.format === 'regex' ||
    ('match' in definition && definition.match !== undefined) ||
    ('length' in definition && definition.length !== undefined)
  );
}

function isRead(
  { topic, lastSeen }: StoredSource,
  sample: Uint8Array,
  conditional: CompiledMapping | undefined,
): boolean {
  const message = { levels: topic.split('/'), payload: openPayload(sample), receivedMs: lastSeen };
  return unlessFaulty(() => conditional?.read({ ...message, zone: undefined })) !== 'not mine';
}

async function samplesOf(
  client: Client,
  sources: readonly StoredSource[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { rows } = await client.query<
    Pick<StoredSource, 'topic' | 'partition' | 'shape'> & { sample: Buffer }
  >(
    `SELECT topic, partition, shape, sample
       FROM unnest($1::text[], $2::int[], $3::text[]) AS wanted (topic, partition, shape)
       JOIN inbox_source USING (topic, partition, shape) WHERE reason = 'UNCLAIMED'`,
    [
      sources.map(({ topic }) => topic),
      sources.map(({ partition }) => partition),
      sources.map(({ shape }) => shape),
    ],
  );
  return new Map(rows.map(({ sample, ...row }) => [nameOf(row), sample]));
}

function nameOf({ topic, partition, shape }: Pick<StoredSource, 'topic' | 'partition' | 'shape'>): string {
  return `${partition} ${shape} ${topic}`;
}
