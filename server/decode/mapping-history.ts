import { Mapping } from '@/contracts/mapping';
import { mqttFilterOf } from '@/contracts/topic-filter';
import type { CompiledMapping } from './compiled-mapping';
import { type Corrected, createCorrections } from './corrections';
import { compileMapping } from './mapping';
import { createTopicTree } from './topic-tree';

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

/** A version that a replay put in force for a span of the past. */
export interface CorrectedMapping extends Corrected<{ readonly version: number }> {
  readonly mappingId: number;
}

/** Every mapping through time. */
export interface MappingHistory {
  /** All of them or, when one can't be read, none. Versions of one mapping come oldest first. */
  learn(versions: readonly StoredVersion[]): void;
  correctMappings(corrections: readonly CorrectedMapping[]): void;
  /** The mappings that claim a topic, each in the version in force at a moment (ms since 1970), by id. */
  inForce(topic: string, atMs: number): readonly CompiledMapping[];
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
  const corrections = createCorrections<number, { readonly version: number }>();

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
      const compiled = versions.map((version) => ({ version, ...compile(version) }));
      for (const { version, filter, mapping } of compiled) {
        const { version: number, validFrom: from } = version;
        add(lifeOf(version.mappingId), { version: number, from, filter, mapping });
      }
      if (compiled.length > 0) byTopic.clear();
    },
    correctMappings: (corrected) => {
      for (const each of corrected) corrections.set(each.mappingId, each);
    },
    inForce: (topic, atMs) =>
      claiming(topic).flatMap(({ life, filter }) => {
        const corrected = corrections.at(life.mappingId, atMs * 1000);
        const version = corrected === undefined ? versionAt(life, atMs * 1000) : versionOf(life, corrected);
        return version?.filter === filter ? (version.mapping ?? []) : [];
      }),
  };
}

function versionOf({ versions }: Life, corrected: { readonly version: number }): Version | undefined {
  return versions.find(({ version }) => version === corrected.version);
}

function compile({ definition, ...identity }: StoredVersion): {
  readonly filter: string | undefined;
  readonly mapping: CompiledMapping | undefined;
} {
  if (definition === null) return { filter: undefined, mapping: undefined };
  const mapping = Mapping.parse(definition);
  return { filter: mqttFilterOf(mapping.topic), mapping: compileMapping(identity, mapping) };
}

function versionAt({ versions }: Life, at: number): Version | undefined {
  return versions.findLast(({ from }) => from <= at);
}
