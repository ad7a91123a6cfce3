import type { RawHeader } from '@/contracts/raw-message';
import { type Measure, READING_VERSION, type Reading } from '@/contracts/reading';
import type { Availability } from '@/contracts/sensor';
import { type Measured, measuredAt } from './clock';
import type { CompiledMapping } from './compiled-mapping';
import { openPayload } from './payload';
import { type Refusal, unlessFaulty } from './refusal';
import { withoutRepeats } from './without-repeats';

export interface RawMessage {
  readonly header: RawHeader;
  readonly payload: Uint8Array;
  readonly partition: number;
  readonly offset: number;
}

/** What a raw record came to. */
export type Decoded =
  | { readonly outcome: 'readings'; readonly readings: readonly Reading[] }
  | { readonly outcome: 'unreadable'; readonly refusal: Refusal; readonly by: string }
  | { readonly outcome: 'unclaimed' };

interface Drawn {
  readonly mapping: CompiledMapping;
  readonly sensorId: string;
  readonly measured: Measured;
  readonly measures: readonly Measure[];
  readonly availability?: Availability | undefined;
}

/**
 * The readings in a message, by the mappings in force when it was received. Pure: the same record and mappings give the
 * same readings, whoever asks and when. Several mappings may claim one message; it is unreadable only if none reads it.
 */
export function decodeRecord(
  message: RawMessage,
  mappings: readonly CompiledMapping[],
  zone: string | undefined,
): Decoded {
  if (mappings.length === 0) return { outcome: 'unclaimed' };
  const { header } = message;
  const received = { receivedMs: Math.floor(header.received / 1000), zone };
  const toRead = { ...received, levels: header.topic.split('/'), payload: openPayload(message.payload) };
  const drawn: Drawn[] = [];
  let unreadable: Extract<Decoded, { outcome: 'unreadable' }> | undefined;
  for (const mapping of mappings) {
    const sensorId = mapping.sensorOf(toRead.levels);
    if (sensorId === undefined) continue;
    const read = unlessFaulty(() => mapping.read(toRead));
    if (read === 'not mine') continue;
    if ('refusal' in read) {
      unreadable ??= { outcome: 'unreadable', refusal: read.refusal, by: nameOf(mapping) };
      continue;
    }
    const { availability, others = [] } = read;
    for (const { stamp, measures } of [read, ...others])
      drawn.push({ mapping, sensorId, measured: measuredAt(stamp, header.received), measures, availability });
  }
  if (drawn.length > 0) return { outcome: 'readings', readings: readingsOf(message, drawn) };
  return unreadable ?? { outcome: 'unclaimed' };
}

export function nameOf({ mappingId, version }: CompiledMapping): string {
  return `mapping:${mappingId}@${version}`;
}

/** One reading a sensor and time; `by` names the first mapping that gave it something. */
function readingsOf(message: RawMessage, drawn: readonly Drawn[]): readonly Reading[] {
  const bySensorAndTime = new Map<string, Drawn>();
  for (const each of drawn) {
    const key = `${each.measured.at} ${each.sensorId}`;
    const before = bySensorAndTime.get(key);
    const measures = before === undefined ? each.measures : [...before.measures, ...each.measures];
    const availability = each.availability ?? before?.availability;
    bySensorAndTime.set(key, { ...(before ?? each), measures, availability });
  }
  return [...bySensorAndTime.values()].map((each) => readingOf(message, each));
}

function readingOf(
  { header, partition, offset }: RawMessage,
  { mapping, sensorId, measured, measures, availability }: Drawn,
): Reading {
  return {
    v: READING_VERSION,
    uid: header.uid,
    sensorId,
    measuredAt: measured.at,
    receivedAt: header.received,
    clock: measured.clock,
    measures: withoutRepeats(measures),
    ...(availability !== undefined && { availability }),
    raw: { p: partition, o: offset },
    by: { mapping: mapping.mappingId, version: mapping.version },
    ...(header.replayed && { replayed: true }),
  };
}
