import type { TimeWindow } from '@/components/charts/window';
import type { LiveSpanState } from './live-span-store';

const OF_NOW_MS = 3_000;

/** What of a span is seen: the window ends with the newest value as long as it is of now, drawn once for each value, not for the clock besides. */
export function shownWindow(
  { live, of }: Pick<LiveSpanState, 'live' | 'of'>,
  knownUntil: number,
): TimeWindow {
  const newestAt = live?.newest?.at ?? 0;
  const now = newestAt > knownUntil - OF_NOW_MS ? newestAt : knownUntil;
  return of?.range.chosen ?? { from: now - (of?.range.ms ?? 0), to: now };
}
