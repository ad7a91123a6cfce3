import { Mapping } from '@/contracts/mapping';
import { mqttFilterOf } from '@/contracts/topic-filter';
import type { CompiledMapping } from './compiled-mapping';
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

/** Every mapping through time. */
export interface MappingHistory {
  /** All of them or, when one can't be read, none. Versions of one mapping come oldest first. */
  learn(versions: readonly StoredVersion[]): void;
  /** The mappings that claim a topic, each in the version in force at a moment (ms since 1970), by id. */
  inForce(topic: string, atMs: number): readonly CompiledMapping[];
}

interface Life {
  readonly mappingId: number;
  readonly versions: {
    readonly from: number;
    readonly filter: string | undefined;
    readonly mapping: CompiledMapping | undefined;
  }[];
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

  function lifeOf(mappingId: number): Life {
    const known = lives.get(mappingId);
    if (known !== undefined) return known;
    const life: Life = { mappingId, versions: [] };
    lives.set(mappingId, life);
    return life;
  }

  function add(life: Life, version: Life['versions'][number]): void {
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
      for (const { version, filter, mapping } of compiled)
        add(lifeOf(version.mappingId), { from: version.validFrom, filter, mapping });
      if (compiled.length > 0) byTopic.clear();
    },
    inForce: (topic, atMs) => claiming(topic).flatMap((claim) => versionAt(claim, atMs * 1000) ?? []),
  };
}

function compile({ definition, ...identity }: StoredVersion): {
  readonly filter: string | undefined;
  readonly mapping: CompiledMapping | undefined;
} {
  if (definition === null) return { filter: undefined, mapping: undefined };
  const mapping = Mapping.parse(definition);
  return { filter: mqttFilterOf(mapping.topic), mapping: compileMapping(identity, mapping) };
}

function versionAt({ life, filter }: Claim, at: number): CompiledMapping | undefined {
  const version = life.versions.findLast(({ from }) => from <= at);
  return version?.filter === filter ? version.mapping : undefined;
}
