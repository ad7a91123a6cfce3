/** A span of a partition: offsets from `first` to `last`. */
export interface OffsetSpan {
  readonly partition: number;
  readonly first: number;
  readonly last: number;
}

export interface Window {
  readonly partition: number;
  readonly from: number;
  readonly count: number;
}

const MOST_RECORDS = 6_000;
const WINDOWS = 40;

/**
 * What of these spans is read: all of it, or, where that were too much, pieces that lie evenly over each, its first and last
 * records among them. At most 6,000 records.
 */
export function pastWindows(spans: readonly OffsetSpan[]): { windows: readonly Window[]; isWhole: boolean } {
  const joined = joinedSpans(spans);
  const all = joined.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  if (all <= MOST_RECORDS)
    return {
      isWhole: true,
      windows: joined.map(({ partition, first, last }) => ({
        partition,
        from: first,
        count: last - first + 1,
      })),
    };
  const share = Math.floor(MOST_RECORDS / joined.length);
  return { isWhole: false, windows: joined.flatMap((span) => pieces(span, share)) };
}

function pieces({ partition, first, last }: OffsetSpan, share: number): Window[] {
  const length = last - first + 1;
  if (length <= share) return [{ partition, from: first, count: length }];
  const count = Math.max(1, Math.floor(share / WINDOWS));
  const step = (length - count) / (WINDOWS - 1);
  return Array.from({ length: WINDOWS }, (_, place) => ({
    partition,
    from: first + Math.round(place * step),
    count,
  }));
}

/** One span a partition. */
function joinedSpans(spans: readonly OffsetSpan[]): readonly OffsetSpan[] {
  const byPartition = new Map<number, OffsetSpan>();
  for (const { partition, first, last } of spans) {
    const before = byPartition.get(partition);
    byPartition.set(partition, {
      partition,
      first: Math.min(before?.first ?? first, first),
      last: Math.max(before?.last ?? last, last),
    });
  }
  return [...byPartition.values()];
}
