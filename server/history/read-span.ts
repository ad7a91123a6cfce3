import type { PoolClient } from 'pg';
import { IMPLAUSIBLE_SHOWN, type SeriesSpan } from '@/contracts/history';
import type { MeanKind } from '@/contracts/mean';
import { eachItsColumn, extremeOf, reduceToColumns } from './reduce-values';
import { rhythmOf } from './rhythm';
import { momentOf, readColumns, readImplausible, readRhythm, type SpanWindow } from './span-rows';
import { type Column, type SpanParts, shapeSpan } from './span-shape';
import { readValues, type SpanValues, type Values } from './span-values';

const MOST_COLUMNS = 600;
/** A week at 10 s: read at once, a few MB. What is longer PostgreSQL reduces, which takes it several passes. */
const MOST_AT_ONCE = 65_000;
const NONE: SpanValues = { good: emptyValues(), implausible: emptyValues() };

/** What is asked for: ms since 1970, both ends included, and how many pixel columns there are to fill. */
export interface SpanRequest {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
}

/** Which series, and of which kind its means are. */
export interface SpanSeries {
  /** Undefined: there is none. */
  readonly id: number | undefined;
  readonly meanKind: MeanKind;
}

type Frame = Pick<SpanParts, 'from' | 'to' | 'now' | 'columnMs' | 'meanKind'>;

/** The span of a series, each reading itself where they are few, else one row a pixel column. */
export async function readSpan(
  client: PoolClient,
  { id, meanKind }: SpanSeries,
  { from, to, columns: wanted }: SpanRequest,
  now: number,
): Promise<SeriesSpan> {
  const columns = Math.min(MOST_COLUMNS, Math.max(1, Math.floor(wanted)));
  // Whole ms, and the last reading of the span still inside the last column.
  const columnMs = Math.floor(Math.max(0, to - from) / columns) + 1;
  const frame = { from, to, now, columnMs, meanKind };
  if (id === undefined) return shapeValues(frame, from * 1_000, NONE, columns);
  const span = { seriesId: id, from: Math.round(from * 1_000), to: Math.round(to * 1_000) };
  const values = await readValues(client, span, MOST_AT_ONCE);
  return values ? shapeValues(frame, span.from, values, columns) : shapeReduced(client, frame, span);
}

function shapeValues(frame: Frame, fromUs: number, values: SpanValues, most: number): SeriesSpan {
  const { good, implausible } = values;
  const raw = good.at.length + implausible.at.length <= most;
  const rhythmUs = rhythmOf(good.at);
  return shapeSpan({
    ...frame,
    raw,
    columns: raw
      ? eachItsColumn(good, frame.meanKind)
      : reduceToColumns(good, fromUs, frame.columnMs * 1_000, frame.meanKind),
    rhythmMs: rhythmUs === null ? null : rhythmUs / 1_000,
    lowest: extremeOf(good, 'lowest'),
    highest: extremeOf(good, 'highest'),
    implausible: marksOf(implausible),
  });
}

async function shapeReduced(client: PoolClient, frame: Frame, span: SpanWindow): Promise<SeriesSpan> {
  const columns = await readColumns(client, span, frame.columnMs * 1_000, frame.meanKind);
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

/** The newest, oldest first. */
function marksOf({ at, value: values }: Values): SeriesSpan['implausible'] {
  const first = Math.max(0, at.length - IMPLAUSIBLE_SHOWN);
  return Array.from(
    at.subarray(first),
    (micros, index) => [micros / 1_000, values[first + index] ?? 0] as const,
  );
}

function emptyValues(): Values {
  return { at: new Float64Array(0), value: new Float64Array(0) };
}
