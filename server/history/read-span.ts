import type { PoolClient } from 'pg';
import type { Extreme, SeriesSpan } from '@/contracts/history';
import { IMPLAUSIBLE } from './measured-value';
import { rhythmOf } from './rhythm';
import {
  countUpTo,
  momentOf,
  newestShown,
  type RawValue,
  readAll,
  readColumns,
  readImplausible,
  readRhythm,
  type SpanWindow,
} from './span-rows';
import { type Column, type SpanParts, shapeSpan } from './span-shape';

const MOST_COLUMNS = 600;

/** What is asked for: ms since 1970, both ends included, and how many pixel columns there are to fill. */
export interface SpanRequest {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
}

type Frame = Pick<SpanParts, 'from' | 'to' | 'now' | 'columnMs'>;

/** The span of a series, each reading itself where they are few, else one row a pixel column. */
export async function readSpan(
  client: PoolClient,
  seriesId: number | undefined,
  { from, to, columns: wanted }: SpanRequest,
  now: number,
): Promise<SeriesSpan> {
  const columns = Math.min(MOST_COLUMNS, Math.max(1, Math.floor(wanted)));
  // Whole ms, and the last reading of the span still inside the last column.
  const frame = { from, to, now, columnMs: Math.floor(Math.max(0, to - from) / columns) + 1 };
  if (seriesId === undefined) return shapeRaw(frame, []);
  const span = { seriesId, from: Math.round(from * 1_000), to: Math.round(to * 1_000) };
  const few = (await countUpTo(client, span, columns + 1)) <= columns;
  return few ? shapeRaw(frame, await readAll(client, span)) : shapeReduced(client, frame, span);
}

function shapeRaw(frame: Frame, readings: readonly RawValue[]): SeriesSpan {
  const good = readings.filter(({ quality }) => quality !== IMPLAUSIBLE);
  return shapeSpan({
    ...frame,
    raw: true,
    columns: good.map(columnOf),
    rhythmMs: rhythmOf(good.map(({ at }) => at)),
    lowest: extreme(good, (value, other) => value < other),
    highest: extreme(good, (value, other) => value > other),
    implausible: newestShown(readings.filter(({ quality }) => quality === IMPLAUSIBLE)),
  });
}

async function shapeReduced(client: PoolClient, frame: Frame, span: SpanWindow): Promise<SeriesSpan> {
  const columns = await readColumns(client, span, frame.columnMs * 1_000);
  const readings = columns.reduce((all, { count }) => all + count, 0);
  const low = columns.reduce<Column | undefined>((a, b) => (a && a.lowest <= b.lowest ? a : b), undefined);
  const high = columns.reduce<Column | undefined>((a, b) => (a && a.highest >= b.highest ? a : b), undefined);
  return shapeSpan({
    ...frame,
    raw: false,
    columns,
    rhythmMs: await readRhythm(client, span, readings),
    lowest: low ? await momentOf(client, within(span, low), low.lowest) : null,
    highest: high ? await momentOf(client, within(span, high), high.highest) : null,
    implausible: await readImplausible(client, span),
  });
}

/** The part of the span that a column's readings cover. */
function within({ seriesId }: SpanWindow, { first, last }: Column): SpanWindow {
  return { seriesId, from: Math.round(first * 1_000), to: Math.round(last * 1_000) };
}

function columnOf({ at, value }: RawValue): Column {
  return { start: at, sum: value, lowest: value, highest: value, count: 1, first: at, last: at };
}

function extreme(
  readings: readonly RawValue[],
  isMore: (value: number, other: number) => boolean,
): Extreme | null {
  return readings.reduce<Extreme | null>(
    (found, { at, value }) => (found === null || isMore(value, found.value) ? { value, at } : found),
    null,
  );
}
