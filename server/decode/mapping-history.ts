import { mqttFilterOf } from '@/contracts/topic-filter';
import type { CompiledMapping } from './compiled-mapping';
import { type Corrected, createCorrections } from './corrections';
import { compileStored } from './stored-definition';
import { covering, createTopicTree } from './topic-tree';

const KEPT_TOPICS = 20_000;

/** A version of a mapping as it is stored. */
export interface StoredVersion {
  readonly mappingId: number;
  readonly version: number;
  /** µs since 1970 UTC. */
  readonly validFrom: number;
  /** The neutral form; null ends the mapping. */
  readonly definition: unknown;
}

/** A version that a replay put in force for a span of the past, and for what it looked at alone. */
export interface CorrectedMapping extends Corrected<{ readonly version: number }> {
  readonly mappingId: number;
  /** Filters; named levels are as good as `+`. */
  readonly topics: readonly string[];
}

interface Said {
  readonly version: number;
  readonly covers: (topic: string) => boolean;
}

/** A version by which nothing is read, since it is no mapping by the limits of today. */
export interface UnreadableVersion {
  readonly mappingId: number;
  readonly version: number;
  readonly problem: string;
  /** It is the mapping's newest. */
  readonly isNewest: boolean;
}

/** Every mapping through time. */
export interface MappingHistory {
  /** Versions of one mapping come oldest first. One that can't be read holds as one that reads nothing. */
  learn(versions: readonly StoredVersion[]): void;
  correctMappings(corrections: readonly CorrectedMapping[]): void;
  /** The mappings that claim a topic, each in the version in force at a moment (ms since 1970), by id. */
  inForce(topic: string, atMs: number): readonly CompiledMapping[];
  /** Of what was learnt. */
  unreadable(): readonly UnreadableVersion[];
}

interface Version {
  readonly version: number;
  readonly from: number;
  readonly filter: string | undefined;
  readonly mapping: CompiledMapping | undefined;
}

interface Life {
  readonly mappingId: number;
  readonly versions: Version[];
}

/** A mapping claims a topic by a filter for as long as its version has that filter. */
interface Claim {
  readonly life: Life;
  readonly filter: string;
}

export function createMappingHistory(): MappingHistory {
  const lives = new Map<number, Life>();
  const tree = createTopicTree<Claim>();
  const byTopic = new Map<string, readonly Claim[]>();
  const corrections = createCorrections<number, Said>();
  const unreadable: Omit<UnreadableVersion, 'isNewest'>[] = [];

  function lifeOf(mappingId: number): Life {
    const known = lives.get(mappingId);
    if (known !== undefined) return known;
    const life: Life = { mappingId, versions: [] };
    lives.set(mappingId, life);
    return life;
  }

  function add(life: Life, version: Version): void {
    const { filter } = version;
    const isNew = life.versions.every((other) => other.filter !== filter);
    if (filter !== undefined && isNew) tree.add(filter, { life, filter });
    life.versions.push(version);
  }

  function claiming(topic: string): readonly Claim[] {
    const known = byTopic.get(topic);
    if (known !== undefined) return known;
    const found = [...tree.matches(topic)].sort((one, other) => one.life.mappingId - other.life.mappingId);
    if (byTopic.size >= KEPT_TOPICS) byTopic.delete(byTopic.keys().next().value ?? topic);
    byTopic.set(topic, found);
    return found;
  }

  return {
    learn: (versions) => {
      for (const { mappingId, version, validFrom, definition } of versions) {
        const read = definition === null ? undefined : compileStored({ mappingId, version }, definition);
        const mapping = read !== undefined && 'mapping' in read ? read.mapping : undefined;
        const filter = mapping && mqttFilterOf(mapping.definition.topic);
        add(lifeOf(mappingId), { version, from: validFrom, filter, mapping });
        if (read !== undefined && 'problem' in read) unreadable.push({ mappingId, version, ...read });
      }
      if (versions.length > 0) byTopic.clear();
    },
    correctMappings: (corrected) => {
      for (const { mappingId, topics, ...each } of corrected)
        corrections.set(mappingId, { ...each, said: { ...each.said, covers: covering(topics) } });
    },
    inForce: (topic, atMs) =>
      claiming(topic).flatMap(({ life, filter }) => {
        const corrected = corrections.at(life.mappingId, atMs * 1000, ({ covers }) => covers(topic));
        const version = corrected === undefined ? versionAt(life, atMs * 1000) : versionOf(life, corrected);
        return version?.filter === filter ? (version.mapping ?? []) : [];
      }),
    unreadable: () =>
      unreadable.map((each) => ({
        ...each,
        isNewest: lives.get(each.mappingId)?.versions.at(-1)?.version === each.version,
      })),
  };
}

function versionOf({ versions }: Life, corrected: { readonly version: number }): Version | undefined {
  return versions.find(({ version }) => version === corrected.version);
}

function versionAt({ versions }: Life, at: number): Version | undefined {
  return versions.findLast(({ from }) => from <= at);
}
