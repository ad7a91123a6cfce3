import type { PoolClient } from 'pg';
import { type Mapping, sourceLevelOf } from '@/contracts/mapping';
import type { RawPlace } from '@/contracts/mapping-saving';
import type { Outcome } from '@/contracts/registry';
import { SOURCE } from '@/contracts/teaching';
import { mqttFilterOf, overlap } from '@/contracts/topic-filter';
import { taughtAmong } from './inbox/taught-sources';
import { mappingKey, readDraft } from './mapping-file';
import { type NewestVersion, newestVersions, saysTheSame, standingVersions } from './mapping-versions';
import { saveMappingIn } from './save-mapping';
import { readStored, storedName } from './stored-definition';

/** Sources of one shape, each with the sensor that it feeds. */
export interface TaughtSources {
  /** The neutral form of a mapping, without whose it is. */
  readonly definition: object;
  readonly sources: readonly {
    readonly topic: string;
    /** The text of the level `source`; null: the one topic. */
    readonly value: string | null;
    readonly sensorId: string;
  }[];
}

export interface SavedTaught {
  readonly mappingId: number;
  readonly version: number;
  /** ISO UTC. */
  readonly validFrom: string;
}

interface Standing extends NewestVersion {
  readonly mapping: Mapping;
}

/**
 * Writes the mapping by which these sources feed their sensors: a mapping of their own or, where one stands that reads others of
 * their kind by the same rules, its next version. Refused where a mapping claims one of them already. Inside a transaction that
 * writes alone.
 */
export async function saveTaught(
  client: PoolClient,
  taught: TaughtSources,
  who: string,
): Promise<Outcome<SavedTaught>> {
  const { definition, sources } = taught;
  const topics = sources.map(({ topic }) => topic);
  const claimed = await taughtAmong(client, topics);
  if (claimed !== undefined) return refused(`${claimed} is taught already: a mapping reads it.`);
  const draft = readDraft({ ...definition, ...ownersOf(taught) });
  if ('errors' in draft) return refusedFor(draft.errors);
  const standing = await standingOn(client, topics);
  const joined = standing.find(({ mapping }) => mayJoin(mapping, draft.mapping, topics));
  const by = { who, sample: await newestOn(client, topics) };
  if (joined !== undefined) return save(client, withSources(joined, sources), joined, by);
  const key = mappingKey(draft.mapping);
  const [holder] = await newestVersions(client, { keys: [key] });
  if (holder === undefined || holder.definition === null) return save(client, draft.mapping, undefined, by);
  const name = storedName(holder.mappingId, holder.definition);
  return refused(
    `The mapping “${name}” reads other topics of this pattern by other rules: choose the same values, or add these to it.`,
  );
}

/** The message that is shown to whoever teaches: the newest of these topics. */
async function newestOn(client: PoolClient, topics: readonly string[]): Promise<RawPlace | undefined> {
  const { rows } = await client.query<RawPlace>(
    `SELECT partition, last_offset::float8 AS offset FROM inbox_source
      WHERE reason = 'UNCLAIMED' AND topic = ANY($1) ORDER BY last_seen DESC, last_offset DESC LIMIT 1`,
    [topics],
  );
  return rows[0];
}

function ownersOf({ sources }: TaughtSources): object {
  const [first] = sources;
  if (sources.length === 1 && first?.value === null) return { sensor: first.sensorId };
  return {
    sensorFrom: SOURCE,
    sensors: Object.fromEntries(sources.map(({ value, topic, sensorId }) => [value ?? topic, sensorId])),
  };
}

/** The mappings that claim all of these topics, or would if they named their sensors. */
async function standingOn(client: PoolClient, topics: readonly string[]): Promise<readonly Standing[]> {
  const covers = (filter: string) => topics.every((topic) => overlap(filter, topic));
  return (await standingVersions(client)).flatMap((version) => {
    // Nothing is read by one that today's limits refuse.
    const mapping = readStored(version.definition);
    return mapping !== undefined && covers(mqttFilterOf(mapping.topic)) ? [{ ...version, mapping }] : [];
  });
}

/** Whether sources can be added to a mapping: it reads them by the same rules once it names their sensors, and names none yet. */
function mayJoin(mapping: Mapping, draft: Mapping, topics: readonly string[]): boolean {
  const level = sourceLevelOf(mapping);
  if (level === undefined || !saysTheSame(rulesOf(mapping), rulesOf(draft))) return false;
  const texts = topics.map((topic) => topic.split('/')[level] ?? '');
  const isNamed = (text: string) => Object.hasOwn(mapping.sensors ?? {}, text);
  return new Set(texts).size === texts.length && !texts.some((text) => text === '' || isNamed(text));
}

const OWN: ReadonlySet<string> = new Set(['topic', 'name', 'sensor', 'sensorFrom', 'sensors']);

/** What it reads, whichever messages and whosever they are. */
function rulesOf(mapping: Mapping): object {
  return Object.fromEntries(Object.entries(mapping).filter(([key]) => !OWN.has(key)));
}

function withSources({ mapping }: Standing, sources: TaughtSources['sources']): Mapping {
  const level = sourceLevelOf(mapping) ?? 0;
  const added = sources.map(({ topic, sensorId }) => [topic.split('/')[level] ?? '', sensorId] as const);
  return { ...mapping, sensors: { ...mapping.sensors, ...Object.fromEntries(added) } };
}

async function save(
  client: PoolClient,
  definition: Mapping,
  standing: Standing | undefined,
  { who, sample }: { readonly who: string; readonly sample: RawPlace | undefined },
): Promise<Outcome<SavedTaught>> {
  const outcome = await saveMappingIn(
    client,
    { id: standing?.mappingId, base: standing?.version, definition, sample, why: 'taught in the inbox' },
    who,
  );
  if ('conflict' in outcome)
    return refused('Somebody else taught these messages meanwhile: look at its mapping.');
  if ('errors' in outcome) return refusedFor(outcome.errors);
  const { id: mappingId, version, validFrom } = outcome.saved;
  if (validFrom === null) return refused('These messages are taught already.');
  return { done: { mappingId, version, validFrom } };
}

function refusedFor(errors: readonly { readonly path: string; readonly message: string }[]) {
  const { path = '', message = 'it can’t be read' } = errors[0] ?? {};
  return refused(`The mapping can’t be saved: ${message}${path === '' ? '' : ` (${path})`}.`);
}

function refused(problem: string): { readonly refused: { readonly problem: string } } {
  return { refused: { problem } };
}
