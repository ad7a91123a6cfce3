import { type FamilyKnowledge, type FamilyMessage, keyUnder, type Learnt } from './family';
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
 * one has just learnt. It is said once; of what is said often, the oldest is forgotten.
 */
interface Way {
  readonly rank: number;
  /** When it was heard first, ms since 1970. */
  readonly since: number;
}

/** Hours since 1970, by a key of its own; only where several ways were heard. */
interface Spoke {
  /** When it last did. */
  readonly hour: number;
  /** When it was first heard beside another one. */
  readonly besides: number;
}

/**
 * Whether a message counts, where the same values come by several ways: one of them does, as long as it speaks, whatever order they
 * were decoded in. Where there is only one, nothing is learnt but that it is there; of a past so old that nobody knows any more when
 * which one spoke, all of them did. What a broker kept is no sign that its way still speaks.
 */
export function preferredRoute(
  { device, name, rank }: Route,
  known: FamilyKnowledge,
  { receivedMs, isReplayed }: Pick<FamilyMessage, 'receivedMs' | 'isReplayed'>,
): { readonly counts: boolean; readonly learnt: readonly Learnt[] } {
  if (isReplayed) return AS_ALONE;
  const ways = known.under(`route ${device}`);
  // Mostly it is the only one, and known.
  if (ways.length === 1 && ways[0]?.[0] === name) return AS_ALONE;
  const [key, spokeKey] = [keyUnder(`route ${device}`, name), keyUnder(`spoke ${device}`, name)];
  const way = wayOf(known.of(key));
  const since = way?.since ?? receivedMs;
  const learnt = way === undefined ? [{ key, content: { rank, since } }] : [];
  const others = ways.flatMap(([item, content]) => {
    const other = wayOf(content);
    return other === undefined || keyUnder(`route ${device}`, item) === key ? [] : [{ item, ...other }];
  });
  if (others.length === 0) return { counts: true, learnt };

  const hour = Math.floor(receivedMs / HOUR_MS);
  const spoke = spokeOf(known.of(spokeKey));
  const besides = spoke?.besides ?? hour;
  const counts = !others.some((other) => {
    const isBefore = other.rank < rank || (other.rank === rank && other.since < since);
    const last = spokeOf(known.of(keyUnder(`spoke ${device}`, other.item)))?.hour ?? besides;
    return isBefore && hour - last <= (other.rank < rank ? BETTER_SPEAKS_FOR_HOURS : SPEAKS_FOR_HOURS);
  });
  const isSaid = spoke?.hour === hour;
  return { counts, learnt: isSaid ? learnt : [...learnt, { key: spokeKey, content: { hour, besides } }] };
}

const AS_ALONE = { counts: true, learnt: [] } as const;

function wayOf(content: unknown): Way | undefined {
  if (!isObject(content)) return undefined;
  const [rank, since] = [own(content, 'rank'), own(content, 'since')];
  return typeof rank === 'number' && typeof since === 'number' ? { rank, since } : undefined;
}

function spokeOf(content: unknown): Spoke | undefined {
  if (!isObject(content)) return undefined;
  const [hour, besides] = [own(content, 'hour'), own(content, 'besides')];
  return typeof hour === 'number' && typeof besides === 'number' ? { hour, besides } : undefined;
}
