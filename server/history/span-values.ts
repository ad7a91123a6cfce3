import type { PoolClient } from 'pg';
import { IMPLAUSIBLE } from './measured-value';
import { boundsOf, SPAN, type SpanWindow } from './span-rows';

/** Readings side by side, rising. Moments are µs since 1970. */
export interface Values {
  readonly at: Float64Array;
  readonly value: Float64Array;
}

export interface SpanValues {
  readonly good: Values;
  readonly implausible: Values;
}

const YEAR_2000_US = Date.UTC(2000, 0, 1) * 1_000;
/** Of PostgreSQL's binary array: what comes before the first element, and what stands before each. */
const HEAD_BYTES = 20;
const LENGTH_BYTES = 4;
const ELEMENT_BYTES = 8;

// Four arrays as the server holds them: thousands of rows would cost ten times as much on the way and in being read.
const VALUES = `
  SELECT array_send(array_agg(time) FILTER (WHERE quality <> ${IMPLAUSIBLE})) AS "goodAt",
         array_send(array_agg(value) FILTER (WHERE quality <> ${IMPLAUSIBLE})) AS "goodValue",
         array_send(array_agg(time) FILTER (WHERE quality = ${IMPLAUSIBLE})) AS "badAt",
         array_send(array_agg(value) FILTER (WHERE quality = ${IMPLAUSIBLE})) AS "badValue"
    FROM (SELECT time, value, quality ${SPAN} ORDER BY time, tie LIMIT $4) AS readings`;

type Row = Readonly<Record<'goodAt' | 'goodValue' | 'badAt' | 'badValue', Buffer | null>>;

/** Every reading of the span; undefined when there are more than `most`. */
export async function readValues(
  client: PoolClient,
  span: SpanWindow,
  most: number,
): Promise<SpanValues | undefined> {
  const { rows } = await client.query<Row>(VALUES, [...boundsOf(span), most + 1]);
  const { goodAt = null, goodValue = null, badAt = null, badValue = null } = rows[0] ?? {};
  const good = { at: elements(goodAt, microsAt), value: elements(goodValue, doubleAt) };
  const implausible = { at: elements(badAt, microsAt), value: elements(badValue, doubleAt) };
  return good.at.length + implausible.at.length > most ? undefined : { good, implausible };
}

/** The elements of a binary array without nulls; none of an absent one. */
function elements(sent: Buffer | null, read: (bytes: DataView, at: number) => number): Float64Array {
  if (sent === null) return new Float64Array(0);
  const bytes = new DataView(sent.buffer, sent.byteOffset + HEAD_BYTES, sent.length - HEAD_BYTES);
  const found = new Float64Array(bytes.byteLength / (LENGTH_BYTES + ELEMENT_BYTES));
  for (let index = 0, at = LENGTH_BYTES; index < found.length; index++, at += LENGTH_BYTES + ELEMENT_BYTES) {
    found[index] = read(bytes, at);
  }
  return found;
}

function doubleAt(bytes: DataView, at: number): number {
  return bytes.getFloat64(at);
}

function microsAt(bytes: DataView, at: number): number {
  return bytes.getInt32(at) * 2 ** 32 + bytes.getUint32(at + 4) + YEAR_2000_US;
}
