import { type FamilyKnowledge, keyUnder, type Learnt } from './family';
import { isObject, own } from './json-object';

const HOUR_MS = 3_600_000;
/** A way that was heard within so many hours still speaks; one that says more is waited for longer. */
const SPEAKS_FOR_HOURS = 1;
const BETTER_SPEAKS_FOR_HOURS = 25;

/** By which way a device's values come. */
export interface Route {
  readonly device: string;
  readonly name: string;
  /** Of two ways the one with the lower rank counts, of two alike the one that was heard first. */
  readonly rank: number;
}

/**
 * What each way leaves of itself, and it alone: ways are read by decoders of other partitions, and none must overwrite what another
 * one has just learnt. The hours stand only where several ways were heard.
 */
interface Heard {
  readonly rank: number;
  /** When it was heard first, ms since 1970. */
  readonly since: number;
  /** When it last spoke, in hours since 1970. */
  readonly hour?: number;
  /** When it was first heard beside another one, in hours since 1970. */
  readonly besides?: number;
}

/**
 * Whether a message counts, where the same values come by several ways: one of them does, as long as it speaks, whatever order they
 * were decoded in. Where there is only one, nothing is learnt but that it is there.
 */
export function preferredRoute(
  { device, name, rank }: Route,
  known: FamilyKnowledge,
  receivedMs: number,
): { readonly counts: boolean; readonly learnt: readonly Learnt[] } {
  const group = `route ${device}`;
  const ways = known.under(group);
  // Mostly it is the only one, and known.
  if (ways.length === 1 && ways[0]?.[0] === name) return THE_ONE;
  const key = keyUnder(group, name);
  const before = heardOf(known.of(key));
  const others = ways.flatMap(([item, content]) => {
    const other = heardOf(content);
    return other === undefined || keyUnder(group, item) === key ? [] : [other];
  });
  const learning = (content: Heard) => [{ key, content }];
  const since = before?.since ?? receivedMs;
  if (others.length === 0) return { counts: true, learnt: before ? [] : learning({ rank, since }) };

  const hour = Math.floor(receivedMs / HOUR_MS);
  const besides = before?.besides ?? hour;
  const counts = !others.some((other) => {
    const speaksFor = other.rank < rank ? BETTER_SPEAKS_FOR_HOURS : SPEAKS_FOR_HOURS;
    const isBefore = other.rank < rank || (other.rank === rank && other.since < since);
    return isBefore && hour - (other.hour ?? besides) <= speaksFor;
  });
  return { counts, learnt: before?.hour === hour ? [] : learning({ rank, since, hour, besides }) };
}

const THE_ONE = { counts: true, learnt: [] } as const;

function heardOf(content: unknown): Heard | undefined {
  if (!isObject(content)) return undefined;
  const [rank, since, hour, besides] = ['rank', 'since', 'hour', 'besides'].map((name) => own(content, name));
  if (typeof rank !== 'number' || typeof since !== 'number') return undefined;
  return {
    ...{ rank, since },
    ...(typeof hour === 'number' && { hour }),
    ...(typeof besides === 'number' && { besides }),
  };
}
