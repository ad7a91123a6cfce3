import type { RangeSource } from '@/contracts/believable';
import { type Corrected, createCorrections } from './corrections';

/** Which values of a series can be believed, from a moment on. Moments are µs since 1970 UTC. */
export interface BelievableRange {
  /** Rises with every word. */
  readonly id: number;
  readonly sensorId: string;
  readonly quantity: string;
  /** '' for values without one; null: every. */
  readonly channel: string | null;
  /** Canonical unit, inclusive; null: what was said before is taken back. */
  readonly limits: readonly [min: number, max: number] | null;
  readonly source: RangeSource;
  readonly validFrom: number;
}

/** A range that a replay put in force for a span of the past. */
export type CorrectedRange = Corrected<BelievableRange>;

/** Every range through time. */
export interface RangeHistory {
  limit(ranges: readonly BelievableRange[]): void;
  correctRanges(corrections: readonly CorrectedRange[]): void;
  /** What was said of a sensor up to a moment (ms since 1970), oldest first; what replays say of it, last. */
  rangesOf(sensorId: string, atMs: number): readonly BelievableRange[];
}

const NONE: readonly BelievableRange[] = [];

export function createRangeHistory(): RangeHistory {
  const bySensor = new Map<string, readonly BelievableRange[]>();
  const corrections = createCorrections<string, BelievableRange>();
  /** What of a sensor a replay says something of. */
  const correctedOf = new Map<string, Set<string>>();

  function correctedAt(sensorId: string, atMicros: number): readonly BelievableRange[] {
    const places = correctedOf.get(sensorId);
    return places === undefined
      ? NONE
      : [...places].flatMap((place) => corrections.at(place, atMicros) ?? []);
  }

  return {
    limit: (ranges) => {
      for (const range of ranges) {
        const others = (bySensor.get(range.sensorId) ?? NONE).filter(({ id }) => id !== range.id);
        bySensor.set(range.sensorId, [...others, range].sort(byMoment));
      }
    },
    correctRanges: (corrected) => {
      for (const each of corrected) {
        const { sensorId } = each.said;
        const place = placeIn(each.said);
        corrections.set(place, each);
        correctedOf.set(sensorId, (correctedOf.get(sensorId) ?? new Set()).add(place));
      }
    },
    rangesOf: (sensorId, atMs) => {
      const all = bySensor.get(sensorId);
      if (all === undefined) return NONE;
      const natural = all.filter(({ validFrom }) => validFrom <= atMs * 1000);
      return [...natural, ...correctedAt(sensorId, atMs * 1000)];
    },
  };
}

function placeIn({ sensorId, quantity, channel, source }: BelievableRange): string {
  return JSON.stringify([sensorId, quantity, channel, source]);
}

function byMoment(one: BelievableRange, other: BelievableRange): number {
  return one.validFrom - other.validFrom || one.id - other.id;
}

/** The limits that a source sets a series; undefined where it says nothing, or took its word back. */
export function limitsOf(
  ranges: readonly BelievableRange[],
  source: RangeSource,
  { quantity, channel }: { readonly quantity: string; readonly channel: string | null },
): readonly [min: number, max: number] | undefined {
  const said = ranges.findLast(
    (range) =>
      range.source === source &&
      range.quantity === quantity &&
      (range.channel === null || range.channel === (channel ?? '')),
  );
  return said?.limits ?? undefined;
}
