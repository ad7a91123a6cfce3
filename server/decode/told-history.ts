import { createHash } from 'node:crypto';
import type { FamilyKnowledge } from './families/family';
import { FamilyMemory } from './family-memory';
import { stableJson } from './stable-json';

/** What a family's message taught, and from when on. */
export interface Told {
  readonly family: string;
  readonly key: string;
  /** µs since 1970 UTC. */
  readonly validFrom: number;
  /** Stable JSON; null: it holds no longer. */
  readonly content: string | null;
  readonly hash: string;
}

/** Whoever invents devices must not make what is remembered grow for ever. */
export interface ToldLimits {
  /** Of one family. */
  readonly keys: number;
  /** Of all that one family told, now and before, as JSON. */
  readonly characters: number;
}

const LIMITS: ToldLimits = { keys: 20_000, characters: 64_000_000 };

/** Everything that devices told of themselves, through time. */
export interface ToldHistory {
  /** The same again changes nothing. */
  remember(told: readonly Told[]): void;
  /** What was valid of a family at a moment (ms since 1970). */
  told(family: string, atMs: number): FamilyKnowledge;
  /** What is news of it, ready to be remembered and stored; undefined where it was known already, or there is no room for it. */
  news(
    family: string,
    given: { readonly key: string; readonly content: unknown },
    atMs: number,
  ): Told | undefined;
  /** How much found no room since the last asking, by family. */
  turnedAway(): ReadonlyMap<string, number>;
}

export function createToldHistory(limits = LIMITS): ToldHistory {
  const families = new Map<string, FamilyMemory>();
  let turnedAway = new Map<string, number>();
  const memoryOf = (family: string) => {
    const memory = families.get(family) ?? new FamilyMemory();
    families.set(family, memory);
    return memory;
  };
  const hasRoom = (memory: FamilyMemory, key: string, text: string | null) =>
    (memory.has(key) || memory.keys < limits.keys) &&
    memory.characters + (text?.length ?? 0) <= limits.characters;

  return {
    remember: (told) => {
      for (const { family, key, validFrom, content, hash } of told)
        memoryOf(family).remember(key, { from: validFrom, hash, text: content });
    },
    told: (family, atMs) => new KnowledgeAt(memoryOf(family), atMs * 1000),
    news: (family, { key, content }, atMs) => {
      const text = content === null ? null : stableJson(content);
      const hash = createHash('sha256')
        .update(text ?? '')
        .digest('base64url');
      const memory = memoryOf(family);
      const before = memory.at(key, atMs * 1000);
      if (before?.hash === hash || (before === undefined && text === null)) return undefined;
      if (hasRoom(memory, key, text)) return { family, key, validFrom: atMs * 1000, content: text, hash };
      turnedAway.set(family, (turnedAway.get(family) ?? 0) + 1);
      return undefined;
    },
    turnedAway: () => {
      const since = turnedAway;
      turnedAway = new Map();
      return since;
    },
  };
}

/** A class: one is made for every family that a message is asked of. */
class KnowledgeAt implements FamilyKnowledge {
  readonly #memory: FamilyMemory;
  readonly #atMicros: number;

  constructor(memory: FamilyMemory, atMicros: number) {
    this.#memory = memory;
    this.#atMicros = atMicros;
  }

  of(key: string): unknown {
    return this.#memory.at(key, this.#atMicros)?.content;
  }

  under(group: string): readonly (readonly [item: string, content: unknown])[] {
    return this.#memory.under(group, this.#atMicros);
  }
}
