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
  readonly sensorId: string;
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

interface Life {
  readonly mappingId: number;
  readonly versions: {
    readonly version: number;
    readonly from: number;
    readonly mapping: CompiledMapping | undefined;
  }[];
}

export function createMappingHistory(): MappingHistory {
  const lives = new Map<number, Life>();
  const tree = createTopicTree<Life>();
  const byTopic = new Map<string, readonly Life[]>();
  const corrections = createCorrections<number, { readonly version: number }>();

  function lifeOf(mappingId: number, topic: string | undefined): Life {
    const known = lives.get(mappingId);
    if (known !== undefined) return known;
    const life: Life = { mappingId, versions: [] };
    lives.set(mappingId, life);
    // The topic is part of what makes it this mapping: every version has the same.
    if (topic !== undefined) tree.add(topic, life);
    return life;
  }

  function claiming(topic: string): readonly Life[] {
    const known = byTopic.get(topic);
    if (known !== undefined) return known;
    const found = [...tree.matches(topic)].sort((one, other) => one.mappingId - other.mappingId);
    if (byTopic.size >= KEPT_TOPICS) byTopic.delete(byTopic.keys().next().value ?? topic);
    byTopic.set(topic, found);
    return found;
  }

  return {
    learn: (versions) => {
      const compiled = versions.map((version) => ({ version, ...compile(version) }));
      for (const { version, topic, mapping } of compiled) {
        lifeOf(version.mappingId, topic).versions.push({
          version: version.version,
          from: version.validFrom,
          mapping,
        });
      }
      if (compiled.length > 0) byTopic.clear();
    },
    correctMappings: (corrected) => {
      for (const each of corrected) corrections.set(each.mappingId, each);
    },
    inForce: (topic, atMs) =>
      claiming(topic).flatMap((life) => {
        const corrected = corrections.at(life.mappingId, atMs * 1000);
        return (corrected === undefined ? versionAt(life, atMs * 1000) : versionOf(life, corrected)) ?? [];
      }),
  };
}

function versionOf({ versions }: Life, corrected: { readonly version: number }): CompiledMapping | undefined {
  return versions.find(({ version }) => version === corrected.version)?.mapping;
}

function compile({ definition, ...identity }: StoredVersion): {
  readonly topic: string | undefined;
  readonly mapping: CompiledMapping | undefined;
} {
  if (definition === null) return { topic: undefined, mapping: undefined };
  const mapping = Mapping.parse(definition);
  return { topic: mqttFilterOf(mapping.topic), mapping: compileMapping(identity, mapping) };
}

function versionAt({ versions }: Life, at: number): CompiledMapping | undefined {
  return versions.findLast(({ from }) => from <= at)?.mapping;
}
