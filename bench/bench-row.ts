/** One figure of the bench against its limit. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  /** value / limit: at most 1 is good, for `atLeast` rows at least 1. */
  readonly ratio: number;
  readonly ok: boolean;
}

/** A figure that must not pass its limit. */
export function atMost(name: string, value: number, unit: string, limit: number): BenchRow {
  return { name, value, unit, limit, ratio: value / limit, ok: value <= limit };
}

/** A figure that must reach its limit. */
export function atLeast(name: string, value: number, unit: string, limit: number): BenchRow {
  return { name, value, unit, limit, ratio: value / limit, ok: value >= limit };
}

/** The value below which a share of the samples lies; NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}
