import type { Measure } from '@/contracts/reading';

/** The same quantity and channel twice in one message is one measure: the first (C6). */
export function withoutRepeats(measures: readonly Measure[]): Measure[] {
  if (measures.length < 2) return [...measures];
  const first = new Map<string, Measure>();
  for (const measure of measures) {
    const key = `${measure.quantity} ${measure.channel === null ? '' : `:${measure.channel}`}`;
    if (!first.has(key)) first.set(key, measure);
  }
  return [...first.values()];
}
