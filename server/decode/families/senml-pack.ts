import type { Read } from '../payload';
import { refuse } from '../refusal';
import { trimPadding } from '../trim-padding';
import { isObject, type JsonObject, own } from './json-object';

/** A record with everything in it that the records before it laid down. */
export interface Resolved {
  readonly device: string;
  readonly channel: string | null;
  readonly unit: string;
  readonly value: number | undefined;
  readonly sum: number | undefined;
  readonly state: boolean | undefined;
  /** Seconds; 0: none was sent. */
  readonly time: number;
}

const MOST_RECORDS = 1000;
const NEWEST_VERSION = 10;
/** A name as RFC 8428 has it. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9\-:./_]*$/;
/** CBOR's numbers for the fields that count here. */
const LABELS: Readonly<Record<string, string>> = {
  bver: '-1',
  bn: '-2',
  bt: '-3',
  bu: '-4',
  bv: '-5',
  bs: '-6',
  n: '0',
  u: '1',
  v: '2',
  vs: '3',
  vb: '4',
  s: '5',
  t: '6',
  vd: '8',
};

interface Base {
  readonly name: string;
  readonly time: number;
  readonly unit: string;
  readonly value: number | undefined;
  readonly sum: number | undefined;
}

/** The records of a pack; refused as a whole where it is no pack or asks for what isn't known here. */
export function resolvedRecords(pack: readonly unknown[]): Read<readonly Resolved[]> {
  const records = pack.slice(0, MOST_RECORDS);
  let base: Base = { name: '', time: 0, unit: '', value: undefined, sum: undefined };
  const resolved: Resolved[] = [];
  for (const record of records) {
    if (!isObject(record)) return { refusal: refuse('SCHEMA', 'a record is no object') };
    const problem = problemOf(record);
    if (problem !== undefined) return { refusal: refuse('SCHEMA', problem) };
    base = changed(base, record);
    const one = resolve(base, record);
    if (one !== undefined) resolved.push(one);
  }
  return { value: resolved };
}

function problemOf(record: JsonObject): string | undefined {
  const version = numberIn(record, 'bver') ?? NEWEST_VERSION;
  if (version > NEWEST_VERSION) return `version ${version} is not known`;
  const must = Object.keys(record).find((key) => key.endsWith('_'));
  return must === undefined ? undefined : `the field ${must.slice(0, 60)} must be understood, and is not`;
}

function changed(base: Base, record: JsonObject): Base {
  return {
    name: textIn(record, 'bn') ?? base.name,
    time: numberIn(record, 'bt') ?? base.time,
    unit: textIn(record, 'bu') ?? base.unit,
    value: numberIn(record, 'bv') ?? base.value,
    sum: numberIn(record, 'bs') ?? base.sum,
  };
}

function resolve(base: Base, record: JsonObject): Resolved | undefined {
  const name = textIn(record, 'n') ?? '';
  if (!NAME.test(base.name + name)) return undefined;
  const value = numberIn(record, 'v');
  const sum = numberIn(record, 's');
  const state = fieldOf(record, 'vb');
  const isOther = ['vs', 'vb', 'vd'].some((field) => fieldOf(record, field) !== undefined);
  // A record of base fields alone only prepares the next ones.
  const says =
    value !== undefined || (base.value !== undefined && (name !== '' || numberIn(record, 't') !== undefined));
  const device = (base.name === '' ? name : base.name).replace(/[:/]$/, '');
  return {
    device,
    channel: base.name === '' || name === '' ? null : name,
    unit: textIn(record, 'u') ?? base.unit,
    value: says && !isOther ? (base.value ?? 0) + (value ?? 0) : undefined,
    sum: sum === undefined ? undefined : (base.sum ?? 0) + sum,
    state: typeof state === 'boolean' ? state : undefined,
    time: base.time + (numberIn(record, 't') ?? 0),
  };
}

function fieldOf(record: JsonObject, field: string): unknown {
  return own(record, field) ?? own(record, LABELS[field] ?? field);
}

function numberIn(record: JsonObject, field: string): number | undefined {
  const value = fieldOf(record, field);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function textIn(record: JsonObject, field: string): string | undefined {
  const value = fieldOf(record, field);
  return typeof value === 'string' ? trimPadding(value).slice(0, 200) : undefined;
}
