import type { FamilyKnowledge, Learnt } from './family';
import { isObject, own } from './json-object';

const HOUR_MS = 3_600_000;
/** A way that was heard within so many hours still speaks; one that says more is waited for longer. */
const SPEAKS_FOR_HOURS = 1;
const BETTER_SPEAKS_FOR_HOURS = 25;

/** By which way a device's values come. */
export interface Route {
  readonly device: string;
  readonly name: string;
  /** Of two ways the one with the lower rank counts, of two alike the one that was first. */
  readonly rank: number;
}

/** What is remembered: the way that counts and, where another one was heard besides, when it last spoke, by the hour. */
interface Preferred {
  readonly route: string;
  readonly rank: number;
  readonly hour?: number;
}

/**
 * Whether a message counts, where the same values come by several ways: one of them does, as long as it speaks. Where there is only
 * one, nothing is learnt but its name.
 */
export function preferredRoute(
  route: Route,
  known: FamilyKnowledge,
  receivedMs: number,
): { readonly counts: boolean; readonly learnt: readonly Learnt[] } {
  const key = `route ${route.device}`;
  const hour = Math.floor(receivedMs / HOUR_MS);
  const { name, rank } = route;
  const learning = (content: Preferred) => [{ key, content }];
  const before = preferredOf(known.of(key));
  if (before === undefined) return { counts: true, learnt: learning({ route: name, rank }) };
  if (before.route === name) {
    const isNews = before.hour !== undefined && before.hour !== hour;
    return { counts: true, learnt: isNews ? learning({ route: name, rank, hour }) : [] };
  }
  if (rank < before.rank || isSilent(before, rank, hour))
    return { counts: true, learnt: learning({ route: name, rank, hour }) };
  // From now on it matters when the other one speaks.
  return { counts: false, learnt: before.hour === undefined ? learning({ ...before, hour }) : [] };
}

function isSilent(before: Preferred, rank: number, hour: number): boolean {
  const speaksFor = rank > before.rank ? BETTER_SPEAKS_FOR_HOURS : SPEAKS_FOR_HOURS;
  return before.hour !== undefined && hour - before.hour > speaksFor;
}

function preferredOf(content: unknown): Preferred | undefined {
  if (!isObject(content)) return undefined;
  const [route, rank, hour] = [own(content, 'route'), own(content, 'rank'), own(content, 'hour')];
  if (typeof route !== 'string' || typeof rank !== 'number') return undefined;
  return { route, rank, ...(typeof hour === 'number' && { hour }) };
}
