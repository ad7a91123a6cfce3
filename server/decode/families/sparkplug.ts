import type { Measure } from '@/contracts/reading';
import { type Stamp, stampFrom } from '../device-time';
import { MAX_DESCRIPTION_BYTES, MAX_PAYLOAD_BYTES } from '../payload';
import { NotProtobuf } from '../protobuf';
import { type Refusal, refuse } from '../refusal';
import { withoutRepeats } from '../without-repeats';
import { type DeviceSaid, type Family, type FamilyKnowledge, keyUnder, type Learnt, said } from './family';
import { isObject, own } from './json-object';
import { quantityGuess } from './quantity-guess';
import { measureFrom } from './sent-value';
import { type Birth, birthOf, isBeyond, isNoMeasurement, metricBorn, sessionIn } from './sparkplug-births';
import { type Metric, metricNumber, type SparkplugPayload, sparkplugPayload } from './sparkplug-payload';

const NAMESPACE = 'spBv1.0';
const MOST_MEASURES = 256;
const MOST_DEVICES = 500;
// All kinds of good that OPC knows.
const [GOOD, LAST_GOOD] = [192, 255];

/** Sparkplug B 3.0: births tell what the aliases in later data mean. */
export const sparkplug: Family = {
  name: 'sparkplug',
  version: 5,
  topics: (levels) => levels[0] === NAMESPACE && levels.length >= 3,
  teaches: (levels) => levels[2] === 'NBIRTH' || levels[2] === 'DBIRTH',
  decode: ({ levels, payload, receivedMs }, known) => {
    const [, group = '', kind = '', edge = '', device] = levels;
    if (!KINDS.has(kind) || levels.length !== (kind.startsWith('D') ? 5 : 4)) return said();
    const read = payloadIn(payload.bytes, kind);
    if ('refusal' in read) return read;
    const place: Place = {
      node: `${group}/${edge}`,
      key: [group, edge, device].filter((each) => each !== undefined).join('/'),
    };
    // What is empty describes nothing: what was known stays.
    if (kind.endsWith('BIRTH') && payload.bytes.length === 0) return said();
    if (kind === 'NDEATH') return nodeDeath(place, read.payload, known);
    const { sequence, metrics } = read.payload;
    const node = { node: place.node, sequence, isBirth: kind === 'NBIRTH', lacks: false };
    if (kind === 'DDEATH')
      return said({ devices: [{ key: place.key, measures: [], availability: 'offline' }], node });
    if (kind.endsWith('BIRTH')) return { ...birth(place, read.payload, receivedMs), node };
    const born = bornAs(known, place.key);
    const lacks = isBeyond(metrics, born);
    const devices = told(place.key, read.payload, born, receivedMs);
    return said({ devices, lacks, node: { ...node, lacks } });
  },
};

const KINDS = new Set(['NBIRTH', 'NDEATH', 'DBIRTH', 'DDEATH', 'NDATA', 'DDATA']);

interface Place {
  readonly node: string;
  readonly key: string;
}

function payloadIn(
  bytes: Uint8Array,
  kind: string,
): { readonly payload: SparkplugPayload } | { readonly refusal: Refusal } {
  const limit = kind.endsWith('BIRTH') ? MAX_DESCRIPTION_BYTES : MAX_PAYLOAD_BYTES;
  if (bytes.length > limit) {
    return { refusal: refuse('TOO_LARGE', `${bytes.length} bytes, at most ${limit} are read`) };
  }
  try {
    return { payload: sparkplugPayload(bytes) };
  } catch (error) {
    if (error instanceof NotProtobuf) return { refusal: refuse('SCHEMA', `not Sparkplug: ${error.message}`) };
    throw error;
  }
}

const birthKey = (key: string) => `birth ${key}`;
const sessionKey = (node: string) => `session ${node}`;
const devicesGroup = (node: string) => `behind ${node}`;

function bornAs(known: FamilyKnowledge, key: string): Birth | undefined {
  const content = known.of(birthKey(key));
  // Written by `birth` alone.
  return isObject(content) ? (content as unknown as Birth) : undefined;
}

/** A birth holds the current values, too. */
function birth({ node, key }: Place, payload: SparkplugPayload, receivedMs: number) {
  const born = birthOf(payload.metrics);
  const alive: DeviceSaid = { key, measures: [], availability: 'online' };
  return said({
    devices: [alive, ...told(key, payload, born, receivedMs)],
    learnt: [
      { key: birthKey(key), content: born },
      ...(key === node
        ? sessionOf(node, payload)
        : [{ key: keyUnder(devicesGroup(node), key), content: {} }]),
    ],
  });
}

/** Apart from what its metrics mean, which hardly ever changes. */
function sessionOf(node: string, { metrics }: SparkplugPayload): Learnt[] {
  const session = sessionIn(metrics);
  return session === undefined ? [] : [{ key: sessionKey(node), content: { session } }];
}

/**
 * Which devices a node speaks for: each by a key of its own, since their births are read by several decoders. Those that were born
 * when all of them were one list are in that.
 */
function devicesBehind(node: string, known: FamilyKnowledge): readonly string[] {
  const listed = known.of(`devices ${node}`);
  const keys = isObject(listed) ? own(listed, 'devices') : undefined;
  const before = Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
  const behind = known.under(devicesGroup(node)).map(([key]) => key);
  return [...new Set([...behind, ...before])].slice(0, MOST_DEVICES);
}

/** A last will of a session that is over says nothing of the present one. */
function nodeDeath({ node }: Place, { metrics }: SparkplugPayload, known: FamilyKnowledge) {
  const session = sessionIn(metrics);
  const begun = known.of(sessionKey(node));
  const current = isObject(begun) ? own(begun, 'session') : undefined;
  if (session !== undefined && current !== undefined && session !== current) return said();
  const gone = (key: string): DeviceSaid => ({ key, measures: [], availability: 'offline' });
  return said({ devices: [node, ...devicesBehind(node, known)].map(gone) });
}

/** The readings of each moment. */
function told(
  key: string,
  { metrics, timestampMs }: SparkplugPayload,
  born: Birth | undefined,
  receivedMs: number,
): DeviceSaid[] {
  const found = new Map<string, { key: string; stamp: Stamp | undefined; measures: Measure[] }>();
  let count = 0;
  for (const metric of metrics) {
    const measured = measureOf(metric, born);
    count += measured.length;
    if (measured.length === 0 || count > MOST_MEASURES) continue;
    // 0 is no time.
    const sentMs = metric.timestampMs || timestampMs;
    const stamp = stampFrom(sentMs, { format: 'unix_ms', zone: undefined }, receivedMs);
    const moment = String(stamp?.micros);
    const group = found.get(moment) ?? { key, stamp, measures: [] };
    group.measures.push(...measured);
    found.set(moment, group);
  }
  return [...found.values()].map((each) => ({ ...each, measures: withoutRepeats(each.measures) }));
}

function isGood(quality = GOOD): boolean {
  return quality >= GOOD && quality <= LAST_GOOD;
}

function measureOf(metric: Metric, born: Birth | undefined): Measure[] {
  const known = metricBorn(metric, born);
  const name = metric.name ?? known?.name;
  const unit = metric.unit ?? known?.unit;
  const datatype = metric.datatype ?? known?.datatype;
  // Without its birth an alias is nobody's: nothing is guessed.
  if (name === undefined || unit === undefined || datatype === undefined) return [];
  if (isNoMeasurement(name)) return [];
  if (metric.isNull || !isGood(metric.quality)) return [];
  const quantity = quantityGuess(unit, name);
  const value = metricNumber(metric.value, datatype);
  return quantity === undefined ? [] : measureFrom(value, { quantity, unit, channel: name });
}
