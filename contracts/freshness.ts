import type { Availability } from './sensor';

export type Freshness = 'fresh' | 'late' | 'silent' | 'offline' | 'never';

const SHORTEST_RHYTHM_MS = 10_000;
/** What is later than so many of its rhythms is missing. */
export const SILENT_AFTER = 5;
export const UNKNOWN_RHYTHM_MS = 300_000;

/** The rhythm that freshness counts with: never below 10 s, five minutes while unknown. */
export function countedRhythmMs(rhythmMs: number | null): number {
  return Math.max(SHORTEST_RHYTHM_MS, rhythmMs ?? UNKNOWN_RHYTHM_MS);
}

/** How alive a series is: fresh up to twice its rhythm, late up to five times, silent beyond; offline when it said so. */
export function freshnessOf(state: {
  readonly seenAt: number | null;
  readonly now: number;
  readonly rhythmMs: number | null;
  readonly availability: Availability | null;
}): Freshness {
  if (state.availability === 'offline') return 'offline';
  if (state.seenAt === null) return 'never';
  const age = state.now - state.seenAt;
  const rhythm = countedRhythmMs(state.rhythmMs);
  if (age <= 2 * rhythm) return 'fresh';
  return age <= SILENT_AFTER * rhythm ? 'late' : 'silent';
}
