import { createHash } from 'node:crypto';
import type { Measure, Reading } from '@/contracts/reading';
import { INDEX_PREFIX } from '../target/templates';

/** Elasticsearch refuses longer ones. */
const LONGEST_ID_BYTES = 512;
/** No text that short is longer in UTF-8. */
const SHORT_CHARACTERS = LONGEST_ID_BYTES / 3;

/** What a value is called that nothing speaks against. */
export const PLAUSIBLE = 'plausible';

/** One thing to be done in an index. `index` and `id` are pure functions of the reading: once is as good as twice. */
export interface SearchAction {
  readonly kind: 'index' | 'delete';
  readonly index: string;
  readonly id: string;
  /** The replay that wrote it, 0 = live: what is stored of a higher one stays. */
  readonly version: number;
  readonly sensorId: string;
  /** JSON; '' where it is deleted. */
  readonly body: string;
}

/** A sensor as documents name it: what it was called when it measured, or a moment later. */
export interface SensorFacts {
  readonly name: string;
  readonly room: string | null;
}

export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** The index of a moment of measurement, µs since 1970: one a month UTC. */
export function indexOf(measuredAt: number): string {
  return INDEX_PREFIX + isoOf(measuredAt).slice(0, 7).replace('-', '.');
}

/** `uid:sensorId:quantity:channel:measuredAt`; what a channel has too much is hashed. */
export function documentId(
  uid: string,
  { sensorId, quantity, channel, measuredAt }: NonNullable<Reading['replaces']>[number],
): string {
  const id = `${uid}:${sensorId}:${quantity}:${channel ?? ''}:${measuredAt}`;
  if (id.length < SHORT_CHARACTERS || Buffer.byteLength(id) <= LONGEST_ID_BYTES) return id;
  const digest = createHash('sha256')
    .update(channel ?? '')
    .digest('base64url');
  return `${uid}:${sensorId}:${quantity}:${digest}:${measuredAt}`;
}

/** What a reading replaces, and then a document a measure. `indexedMs`: ms since 1970. */
export function actionsOf(
  reading: Reading,
  place: RecordPlace,
  sensor: SensorFacts,
  indexedMs: number,
): SearchAction[] {
  const { uid, sensorId, measuredAt, measures, replay = 0, replaces = [] } = reading;
  const index = indexOf(measuredAt);
  const [head, tail] = surroundings(reading, place, sensor, indexedMs);
  const deletions = replaces.map(
    (old): SearchAction => ({
      kind: 'delete',
      index: indexOf(old.measuredAt),
      id: documentId(uid, old),
      version: replay,
      sensorId,
      body: '',
    }),
  );
  const documents = measures.map((measure): SearchAction => {
    const id = documentId(uid, { sensorId, measuredAt, ...measure });
    return { kind: 'index', index, id, version: replay, sensorId, body: head + ofMeasure(measure) + tail };
  });
  return deletions.length === 0 ? documents : [...deletions, ...documents];
}

function ofMeasure({ quantity, channel, value, unit, quality }: Measure): string {
  const named = channel === null ? '' : `,"channel":${JSON.stringify(channel)}`;
  return `"quantity":${JSON.stringify(quantity)}${named},"value":${value},"unit":${JSON.stringify(unit)},"quality":"${quality ?? PLAUSIBLE}"`;
}

/** The JSON before and behind what a measure says: the same for all of a reading. */
function surroundings(
  { uid, sensorId, measuredAt, receivedAt, clock, raw, by, replay = 0 }: Reading,
  { topic, partition, offset }: RecordPlace,
  { name, room }: SensorFacts,
  indexedMs: number,
): readonly [head: string, tail: string] {
  const head = `{"@timestamp":"${isoOf(measuredAt)}","sensor":${JSON.stringify({ id: sensorId, name, ...(room !== null && { room }) })},`;
  const rest = {
    clock,
    by,
    uid,
    kafka: { topic, partition, offset },
    raw: { partition: raw.p, offset: raw.o },
    replay,
    received_at: isoOf(receivedAt),
    indexed_at: new Date(indexedMs).toISOString(),
  };
  return [head, `,${JSON.stringify(rest).slice(1)}`];
}

/** ISO 8601 to the microsecond. */
export function isoOf(micros: number): string {
  const ms = Math.floor(micros / 1_000);
  const rest = String(micros - ms * 1_000).padStart(3, '0');
  return `${new Date(ms).toISOString().slice(0, -1)}${rest}Z`;
}
