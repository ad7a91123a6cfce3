import { createHash } from 'node:crypto';
import type { FamilyKnowledge } from './families/family';
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

/** Everything that devices told of themselves, through time. */
export interface ToldHistory {
  /** The same again changes nothing. */
  remember(told: readonly Told[]): void;
  /** What was valid of a family at a moment (ms since 1970). */
  told(family: string, atMs: number): FamilyKnowledge;
  /** What is news of it, ready to be remembered and stored; undefined where it was known already. */
  news(
    family: string,
    given: { readonly key: string; readonly content: unknown },
    atMs: number,
  ): Told | undefined;
}

interface Version {
  readonly from: number;
  readonly hash: string;
  readonly content: unknown;
}

/** What many messages say of one thing is read no further than this: a gateway's devices. */
const MOST_UNDER = 1000;

export function createToldHistory(): ToldHistory {
  const byKey = new Map<string, Version[]>();
  /** Items by family and group. */
  const groups = new Map<string, { readonly items: Set<string>; sorted?: readonly string[] | undefined }>();
  const at = (family: string, key: string, atMs: number) =>
    byKey.get(`${family}\n${key}`)?.findLast(({ from }) => from <= atMs * 1000);
  const addTo = (name: string, item: string) => {
    const group = groups.get(name) ?? { items: new Set() };
    if (!group.items.has(item)) group.sorted = undefined;
    group.items.add(item);
    groups.set(name, group);
  };
  // In one order, whatever the order they came in.
  const contentsUnder = (family: string, name: string, atMs: number) => {
    const group = groups.get(`${family}\n${name}`);
    if (group === undefined) return [];
    group.sorted ??= [...group.items].sort();
    const found: [item: string, content: unknown][] = [];
    for (const item of group.sorted) {
      const content = at(family, `${name}\n${item}`, atMs)?.content;
      if (content !== undefined) found.push([item, content]);
      if (found.length === MOST_UNDER) break;
    }
    return found;
  };
  return {
    remember: (told) => {
      for (const { family, key, validFrom, content, hash } of told) {
        const name = `${family}\n${key}`;
        const others = (byKey.get(name) ?? []).filter(({ from }) => from !== validFrom);
        const version = {
          from: validFrom,
          hash,
          content: content === null ? undefined : JSON.parse(content),
        };
        byKey.set(
          name,
          [...others, version].sort((one, other) => one.from - other.from),
        );
        const end = key.lastIndexOf('\n');
        if (end >= 0) addTo(`${family}\n${key.slice(0, end)}`, key.slice(end + 1));
      }
    },
    told: (family, atMs) => ({
      of: (key) => at(family, key, atMs)?.content,
      under: (group) => contentsUnder(family, group, atMs),
    }),
    news: (family, { key, content }, atMs) => {
      const text = content === null ? null : stableJson(content);
      const hash = createHash('sha256')
        .update(text ?? '')
        .digest('base64url');
      if (at(family, key, atMs)?.hash === hash) return undefined;
      return { family, key, validFrom: atMs * 1000, content: text, hash };
    },
  };
}
