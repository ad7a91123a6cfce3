import { z } from 'zod';

const Moment = z.coerce.number().int().min(0).max(8_640_000_000_000_000);
const LONGEST_SPAN_MS = 10 * 366 * 86_400_000;

export const SensorId = z.string().min(1).max(64);

const Series = z.object({
  quantity: z.string().min(1).max(40),
  /** Absent: the series without a channel. */
  channel: z.string().min(1).max(120).optional(),
});

const span = {
  from: Moment,
  to: Moment,
  columns: z.coerce.number().int().min(1).max(600).default(600),
};

const isForward = ({ from, to }: { from: number; to: number }) => to > from;
const FORWARD = { path: ['to'], message: 'must be later than from' };
const isShort = ({ from, to }: { from: number; to: number }) => to - from <= LONGEST_SPAN_MS;
const SHORT = { path: ['to'], message: 'a span is ten years at most' };

/** A span in ms since 1970, and how many pixel columns there are to fill. */
export const Span = z.object(span).refine(isForward, FORWARD).refine(isShort, SHORT);

/** Which span of which series. */
export const SpanQuery = Series.extend(span).refine(isForward, FORWARD).refine(isShort, SHORT);

/** Which reading of a series: when it was measured, µs since 1970. */
export const ReadingQuery = Series.extend({
  at: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});

export const ReadingsQuery = Series.extend({ limit: z.coerce.number().int().min(1).max(200).default(20) });

export function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}
