import { z } from 'zod';

const Moment = z.coerce.number().int().min(0).max(8_640_000_000_000_000);
const LONGEST_SPAN_MS = 10 * 366 * 86_400_000;

export const SensorId = z.string().min(1).max(64);

const Series = z.object({
  quantity: z.string().min(1).max(40),
  /** Absent: the series without a channel. */
  channel: z.string().min(1).max(120).optional(),
});

/** Which span of which series: ms since 1970, and how many pixel columns there are to fill. */
export const SpanQuery = Series.extend({
  from: Moment,
  to: Moment,
  columns: z.coerce.number().int().min(1).max(600).default(600),
})
  .refine(({ from, to }) => to > from, { path: ['to'], message: 'must be later than from' })
  .refine(({ from, to }) => to - from <= LONGEST_SPAN_MS, {
    path: ['to'],
    message: 'a span is ten years at most',
  });

export const ReadingsQuery = Series.extend({ limit: z.coerce.number().int().min(1).max(200).default(20) });

export function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}
