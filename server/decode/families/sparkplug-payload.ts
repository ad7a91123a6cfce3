import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { NotProtobuf, wireFields } from '../protobuf';
import { storable } from './json-object';

/** A metric as it was sent; numbers need the datatype that only a birth may tell. */
export interface Metric {
  readonly name: string | undefined;
  readonly alias: string | undefined;
  /** ms since 1970. */
  readonly timestampMs: number | undefined;
  readonly datatype: number | undefined;
  readonly isNull: boolean;
  readonly unit: string | undefined;
  /** 192 is good; undefined: nothing was said of it. */
  readonly quality: number | undefined;
  /** An integer without a sign, or a number with a point. */
  readonly value: bigint | number | undefined;
}

export interface SparkplugPayload {
  readonly timestampMs: number | undefined;
  /** The message's number in its node's count. */
  readonly sequence: number | undefined;
  readonly metrics: readonly Metric[];
}

const MOST_FIELDS = 5000;
const MOST_UNPACKED_BYTES = 1_048_576;
const COMPRESSED = 'SPBV1.0_COMPRESSED';
const LONGEST_NAME = 120;

/** A Sparkplug B payload, unpacked where it came compressed. Throws NotProtobuf. */
export function sparkplugPayload(bytes: Uint8Array): SparkplugPayload {
  const { uuid, body, ...payload } = outerPayload(bytes);
  if (uuid !== COMPRESSED || body === undefined) return payload;
  const { uuid: _, body: __, ...inner } = outerPayload(unpacked(body));
  const { timestampMs, sequence } = payload;
  return {
    ...inner,
    timestampMs: inner.timestampMs ?? timestampMs,
    sequence: sequence ?? inner.sequence,
  };
}

function outerPayload(bytes: Uint8Array) {
  let timestampMs: number | undefined;
  let sequence: number | undefined;
  let uuid: string | undefined;
  let body: Uint8Array | undefined;
  const metrics: Metric[] = [];
  for (const { number, value } of wireFields(bytes, MOST_FIELDS)) {
    if (number === 1 && typeof value === 'bigint') timestampMs = Number(value);
    else if (number === 3 && typeof value === 'bigint') sequence = Number(value & 255n);
    else if (number === 2 && typeof value !== 'bigint') metrics.push(metricIn(value));
    else if (number === 4) uuid = textIn(value);
    else if (number === 5 && typeof value !== 'bigint') body = value;
  }
  return { timestampMs, sequence, metrics, uuid, body };
}

function unpacked(body: Uint8Array): Uint8Array {
  const limit = { maxOutputLength: MOST_UNPACKED_BYTES };
  try {
    if (body[0] === 0x1f && body[1] === 0x8b) return gunzipSync(body, limit);
    return hasZlibHead(body) ? inflateSync(body, limit) : inflateRawSync(body, limit);
  } catch {
    throw new NotProtobuf('what is packed in it can’t be unpacked');
  }
}

/** DEFLATE comes with the head of zlib, or bare. */
function hasZlibHead([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 15) === 8 && (first * 256 + second) % 31 === 0;
}

type Draft = { -readonly [Key in keyof Metric]: Metric[Key] };

function metricIn(bytes: Uint8Array): Metric {
  const metric: Draft = {
    name: undefined,
    alias: undefined,
    timestampMs: undefined,
    datatype: undefined,
    isNull: false,
    unit: undefined,
    quality: undefined,
    value: undefined,
  };
  for (const { number, value } of wireFields(bytes, MOST_FIELDS)) take(metric, number, value);
  return metric;
}

// Some encoders write fields that they have nothing for: an empty name and the datatype 0 say nothing.
function take(metric: Draft, number: number, value: bigint | Uint8Array): void {
  if (typeof value === 'bigint') {
    if (number === 2) metric.alias = String(value);
    else if (number === 3) metric.timestampMs = Number(value);
    else if (number === 4) metric.datatype = Number(value) || undefined;
    else if (number === 7) metric.isNull = value !== 0n;
    else if (number === 10 || number === 11) metric.value = value;
    return;
  }
  if (number === 1) metric.name = textIn(value).slice(0, LONGEST_NAME) || undefined;
  else if (number === 9) Object.assign(metric, propertiesIn(value));
  else if (number === 12 && value.length === 4) metric.value = viewOf(value).getFloat32(0, true);
  else if (number === 13 && value.length === 8) metric.value = viewOf(value).getFloat64(0, true);
}

// Nothing lays down what a unit is called; mostly it is engUnit.
const UNIT_NAMES = new Set(['engunit', 'engunits', 'engineeringunit', 'engineeringunits', 'unit', 'units']);
const QUALITY_NAMES = new Set(['quality']);

function propertiesIn(bytes: Uint8Array): Pick<Metric, 'unit' | 'quality'> {
  const keys: string[] = [];
  const values: Uint8Array[] = [];
  for (const { number, value } of wireFields(bytes, MOST_FIELDS)) {
    if (typeof value === 'bigint') continue;
    if (number === 1) keys.push(textIn(value));
    else if (number === 2) values.push(value);
  }
  const of = (names: ReadonlySet<string>) =>
    values[keys.findIndex((key) => names.has(key.toLowerCase().replace(/[ _]/g, '')))];
  return { unit: propertyText(of(UNIT_NAMES)), quality: propertyInteger(of(QUALITY_NAMES)) };
}

function propertyText(property: Uint8Array | undefined): string | undefined {
  if (property === undefined) return undefined;
  const found = [...wireFields(property, MOST_FIELDS)].find(({ number }) => number === 8);
  return found === undefined ? undefined : textIn(found.value).slice(0, 20);
}

function propertyInteger(property: Uint8Array | undefined): number | undefined {
  if (property === undefined) return undefined;
  const found = [...wireFields(property, MOST_FIELDS)].find(({ number }) => number === 3 || number === 4);
  return typeof found?.value === 'bigint' ? Number(found.value) : undefined;
}

const utf8 = new TextDecoder();

function textIn(value: bigint | Uint8Array): string {
  return typeof value === 'bigint' ? '' : storable(utf8.decode(value));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const INT_BITS: ReadonlyMap<number, number> = new Map([
  [1, 8],
  [2, 16],
  [3, 32],
  [4, 64],
]);
const FLOAT = 9;
const DOUBLE = 10;
const FIRST_UNSIGNED = 5;
const LAST_UNSIGNED = 8;

/** The number that a value is by its datatype; undefined for texts, times, yes and no, and whatever no number is. */
export function metricNumber(value: Metric['value'], datatype: number): number | undefined {
  if (typeof value === 'number') return datatype === FLOAT || datatype === DOUBLE ? value : undefined;
  if (value === undefined) return undefined;
  const bits = INT_BITS.get(datatype);
  if (bits !== undefined) return Number(BigInt.asIntN(bits, value));
  return datatype >= FIRST_UNSIGNED && datatype <= LAST_UNSIGNED ? Number(value) : undefined;
}
