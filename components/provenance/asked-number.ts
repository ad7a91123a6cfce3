import type { SeriesSummary } from '@/contracts/sensor';
import type { SpanPoint } from '@/contracts/span-point';

/** Which number somebody asks about: a reading (µs since 1970) or the readings of a chart's column (whole ms since 1970). */
export type AskedNumber =
  | { readonly kind: 'reading'; readonly at: number }
  | { readonly kind: 'column'; readonly from: number; readonly to: number };

/** Whose number it is. */
export type AskedSeries = Pick<SeriesSummary, 'quantity' | 'channel' | 'unit'>;

const US_PER_MS = 1_000;

/** The reading that was measured then, ms since 1970 with its fraction. */
export function readingAt(measuredAt: number): AskedNumber {
  return { kind: 'reading', at: Math.round(measuredAt * US_PER_MS) };
}

/** What stands at a place of a chart: a mean of a column, or one reading. */
export function numberAt([at, , , , count]: SpanPoint, bucketMs: number): AskedNumber {
  if (bucketMs === 0 || count === 0) return readingAt(at);
  return { kind: 'column', from: Math.floor(at), to: Math.floor(at) + Math.max(1, Math.round(bucketMs)) };
}

/** As it stands in an address. */
export function textOfNumber(asked: AskedNumber): string {
  return asked.kind === 'reading' ? `${asked.at}` : `${asked.from}-${asked.to}`;
}

/** What an address asks about; undefined for nothing, and for what means nothing. */
export function numberOfText(text: string | null): AskedNumber | undefined {
  const [, first, second] = /^(\d{1,16})(?:-(\d{1,16}))?$/.exec(text ?? '') ?? [];
  if (first === undefined) return undefined;
  if (second === undefined) return { kind: 'reading', at: Number(first) };
  const column = { kind: 'column', from: Number(first), to: Number(second) } as const;
  return column.to > column.from ? column : undefined;
}
