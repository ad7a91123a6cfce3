import { createHash } from 'node:crypto';
import type { Measure, Reading } from '@/contracts/reading';
import { INDEX_PREFIX } from '../target/templates';
import { isoOf } from './iso';
import { quoted, quotedName } from './quoted';

/** What a value is called that nothing speaks against. */
const PLAUSIBLE = 'plausible';
/** Elasticsearch refuses longer ones. */
const LONGEST_ID_BYTES = 512;
/** No text that short is longer in UTF-8. */
const SHORT_CHARACTERS = LONGEST_ID_BYTES / 3;
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
  const at = isoOf(measuredAt);
  return `${INDEX_PREFIX}${at.slice(0, 4)}.${at.slice(5, 7)}`;
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

/**
 * An action as `_bulk` takes it, in ASCII alone: a line, and one more with the document. Index and id are pure functions of the reading, so
 * that once is as good as twice; what is stored of a higher version (the replay that wrote it, 0 = live) stays.
 */
export function actionText(
  kind: 'index' | 'delete',
  { index, id, version, body }: { index: string; id: string; version: number; body: string },
): string {
  const line = `{"${kind}":{"_index":"${index}","_id":${quoted(id)},"version":${version},"version_type":"external_gte"}}\n`;
  return kind === 'index' ? `${line}${body}\n` : line;
}

/** What a reading replaces, each with its index. */
export function deletionsOf({
  uid,
  replay = 0,
  replaces = [],
}: Reading): { readonly index: string; readonly text: string }[] {
  return replaces.map((old) => {
    const index = indexOf(old.measuredAt);
    return {
      index,
      text: actionText('delete', { index, id: documentId(uid, old), version: replay, body: '' }),
    };
  });
}

/** A document a measure, as actions. `sensor`: what `sensorText` gives. `indexedAt`: ISO 8601. */
export function documentsOf(
  reading: Reading,
  { topic, partition, offset }: RecordPlace,
  { index, sensor, indexedAt }: { index: string; sensor: string; indexedAt: string },
): string[] {
  const { uid, sensorId, measuredAt, receivedAt, clock, raw, by, replay = 0 } = reading;
  const head = `{"@timestamp":"${isoOf(measuredAt)}",${sensor}`;
  const tail =
    `,"clock":"${clock}","by":${byText(by)},"uid":${quoted(uid)}` +
    `,"kafka":{"topic":"${topic}","partition":${partition},"offset":${offset}}` +
    `,"raw":{"partition":${raw.p},"offset":${raw.o}},"replay":${replay}` +
    `,"received_at":"${isoOf(receivedAt)}","indexed_at":"${indexedAt}"}`;
  return reading.measures.map((measure) => {
    const { quantity, channel } = measure;
    const id = documentId(uid, { sensorId, quantity, channel, measuredAt });
    return actionText('index', { index, id, version: replay, body: head + measureText(measure) + tail });
  });
}

/** What a document says of its sensor: the same for all of them. */
export function sensorText(sensorId: string, { name, room }: SensorFacts): string {
  const inRoom = room === null ? '' : `,"room":${quoted(room)}`;
  return `"sensor":{"id":${quoted(sensorId)},"name":${quoted(name)}${inRoom}},`;
}

function measureText({ quantity, channel, value, unit, quality }: Measure): string {
  const named = channel === null ? '' : `,"channel":${quotedName(channel)}`;
  return `"quantity":${quotedName(quantity)}${named},"value":${value},"unit":${quotedName(unit)},"quality":"${quality ?? PLAUSIBLE}"`;
}

function byText(by: Reading['by']): string {
  return 'mapping' in by
    ? `{"mapping":${by.mapping},"version":${by.version}}`
    : `{"codec":${quotedName(by.codec)},"version":${by.version}}`;
}
