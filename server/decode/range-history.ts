import type { RangeSource } from '@/contracts/believable';

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

/** Every range through time. */
export interface RangeHistory {
  limit(ranges: readonly BelievableRange[]): void;
  /** What was said of a sensor up to a moment (ms since 1970), oldest first. */
  rangesOf(sensorId: string, atMs: number): readonly BelievableRange[];
}

const NONE: readonly BelievableRange[] = [];

export function createRangeHistory(): RangeHistory {
  const bySensor = new Map<string, readonly BelievableRange[]>();
  return {
    limit: (ranges) => {
      for (const range of ranges) {
        const others = (bySensor.get(range.sensorId) ?? NONE).filter(({ id }) => id !== range.id);
        bySensor.set(range.sensorId, [...others, range].sort(byMoment));
      }
    },
    rangesOf: (sensorId, atMs) => {
      const all = bySensor.get(sensorId);
      return all === undefined ? NONE : all.filter(({ validFrom }) => validFrom <= atMs * 1000);
    },
  };
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
