import { outRecord } from '@/contracts/mqtt-out';
import { DEAD_LETTERS, READINGS } from '@/contracts/topics';
import type { OutgoingRecord, StreamBatch, StreamRecord } from '@/server/stream/types';
import { decodeMessage, type Message } from './decode-message';
import type { RawMessage } from './decode-record';
import { addAnnounced, type HeardInBatch, together } from './devices-heard';
import type { Exclusions } from './exclusions';
import type { Unclaimed } from './inbox/unclaimed';
import type { LetterThinning } from './letter-thinning';
import type { Memory } from './memory';
import { payloadOf, readHeader } from './raw-record';
import type { Rebirths } from './rebirths';
import { type Refusal, refuse } from './refusal';
import type { Repeat, RepeatWindow } from './repeat-window';
import type { Told } from './told-history';

const MAX_DETAIL = 300;
const MAX_TOPIC = 256;

/** `isFresh`: told at a door. What is written with its past was received when it says, not when it was written. */
export interface ToldInBatch extends Told {
  readonly isFresh: boolean;
}

/** What a batch of raw records comes to: what is to be appended, and what is to be counted. */
export interface BatchWork {
  readonly appends: readonly OutgoingRecord[];
  readonly unclaimed: readonly Unclaimed[];
  readonly unreadable: ReadonlyMap<string, number>;
  readonly repeats: ReadonlyMap<Repeat, number>;
  /** How many by each family, and by mappings. */
  readonly readings: ReadonlyMap<string, number>;
  readonly heard: ReadonlyMap<string, HeardInBatch>;
  /** What is news, and remembered already. */
  readonly told: readonly ToldInBatch[];
  /** What decoders threw that are at fault, by their names. */
  readonly faults: ReadonlyMap<string, unknown>;
  /** Moment of receipt of the newest reading's message, µs since 1970. */
  readonly newestReceived: number | undefined;
}

export interface BatchTools {
  readonly memory: Memory;
  readonly exclusions: Pick<Exclusions, 'covers'>;
  readonly window: RepeatWindow;
  readonly thinning: LetterThinning;
  readonly rebirths: Rebirths;
  readonly zone: string | undefined;
}

interface Work {
  readonly appends: OutgoingRecord[];
  readonly unclaimed: Unclaimed[];
  readonly unreadable: Map<string, number>;
  readonly repeats: Map<Repeat, number>;
  readonly readings: Map<string, number>;
  readonly heard: Map<string, HeardInBatch>;
  readonly told: ToldInBatch[];
  readonly faults: Map<string, unknown>;
  newestReceived: number | undefined;
}

/** Decodes a batch. Touches nothing outside but the window, which forgets a batch that comes again, and the memory, which learns. */
export function decodeBatch(batch: StreamBatch, tools: BatchTools): BatchWork {
  const work: Work = {
    appends: [],
    unclaimed: [],
    unreadable: new Map(),
    repeats: new Map(),
    readings: new Map(),
    heard: new Map(),
    told: [],
    faults: new Map(),
    newestReceived: undefined,
  };
  tools.window.begin(batch.first, batch.records[0]?.timestampMs ?? 0);
  for (const record of batch.records) decodeOne(record, batch, tools, work);
  return work;
}

function decodeOne(
  record: StreamRecord,
  { topicId, partition }: Pick<StreamBatch, 'topicId' | 'partition'>,
  tools: BatchTools,
  work: Work,
): void {
  const read = readHeader(record);
  if ('header' in read) {
    const { topic } = read.header;
    if (tools.exclusions.covers({ topicId, partition, offset: record.offset, topic })) return;
    decodeNew(record, { header: read.header, payload: payloadOf(record), partition }, tools, work);
  } else {
    const source = record.key?.toString('utf8') ?? `partition ${partition}`;
    addLetter(record, { source, partition, refusal: refuse('BAD_HEADER', read.problem) }, tools, work);
  }
}

function decodeNew(
  { offset, timestampMs: atMs }: StreamRecord,
  raw: Omit<RawMessage, 'offset'>,
  tools: BatchTools,
  work: Work,
): void {
  const { header, payload, partition } = raw;
  const repeat = tools.window.see({ offset, atMs, header, payload });
  if (repeat !== undefined) {
    increment(work.repeats, repeat);
    return;
  }
  const message = decodeMessage({ ...raw, offset, atMs }, tools.memory, tools.zone);
  const { topic } = header;
  addReadings(message, work, header.source === undefined);
  addHeard(message, { topic, atMs }, work);
  addAnnounced(message, work.heard);
  const isFresh = header.source === undefined;
  for (const told of message.told) work.told.push({ ...told, isFresh });
  const ask = message.node && !header.replayed && tools.rebirths.see(message.node, { offset, atMs });
  if (ask) work.appends.push(outRecord(ask));
  if (message.unclaimed !== undefined) work.unclaimed.push(unclaimedOf(message, { offset, atMs }, raw));
  if (message.unreadable === undefined) return;
  const { refusal, by } = message.unreadable;
  const source = header.device ?? topic;
  addLetter(
    { offset, timestampMs: atMs },
    { refusal, by, source, partition, uid: header.uid, topic },
    tools,
    work,
  );
  if (refusal.fault !== undefined && !work.faults.has(by)) work.faults.set(by, refusal.fault);
}

function addHeard(
  { isGuess, heard }: Message,
  at: { readonly topic: string; readonly atMs: number },
  work: Work,
): void {
  if (isGuess) return;
  for (const each of heard) {
    const name = `${each.family}\n${each.key}`;
    work.heard.set(name, together(work.heard.get(name), each, at));
  }
}

function unclaimedOf(
  { unclaimed: reason = 'UNCLAIMED', heard }: Message,
  at: Pick<Unclaimed, 'offset' | 'atMs'>,
  { header, payload }: Omit<RawMessage, 'offset'>,
): Unclaimed {
  // A message of several devices is counted for the first that nobody gets anything of; what is but a guess is nobody's.
  const isKnown = reason === 'DEVICE_HEARD';
  const device = isKnown ? heard.find(({ bound, measures }) => !bound && measures.length > 0) : undefined;
  return { reason, topic: header.topic, ...at, payload, login: header.device, ...(device && { device }) };
}

/** What no door took in (`isFresh` false) was received when it says, not when it was written: no latency can be told by it. */
function addReadings({ readings, readBy }: Message, work: Work, isFresh: boolean): void {
  if (readBy === undefined || readings.length === 0) return;
  for (const reading of readings) {
    work.appends.push({ topic: READINGS, key: reading.sensorId, value: JSON.stringify(reading) });
    if (isFresh) work.newestReceived = reading.receivedAt;
  }
  work.readings.set(readBy, (work.readings.get(readBy) ?? 0) + readings.length);
}

interface Letter {
  readonly source: string;
  readonly partition: number;
  readonly refusal: Refusal;
  readonly by?: string;
  readonly uid?: string;
  readonly topic?: string;
}

function addLetter(
  record: Pick<StreamRecord, 'offset' | 'timestampMs'>,
  letter: Letter,
  { thinning }: BatchTools,
  work: Work,
): void {
  const { source, partition, refusal, by, uid, topic } = letter;
  increment(work.unreadable, refusal.code);
  const standsFor = thinning.standsFor(source, record.timestampMs);
  if (standsFor === undefined) return;
  work.appends.push({
    topic: DEAD_LETTERS,
    key: source,
    // Its bytes are in the raw log, at these coordinates.
    value: null,
    headers: {
      code: refusal.code,
      detail: refusal.detail.slice(0, MAX_DETAIL),
      stage: 'decode',
      rawPartition: String(partition),
      rawOffset: String(record.offset),
      ...(uid === undefined ? {} : { uid }),
      ...(topic === undefined ? {} : { topic: topic.slice(0, MAX_TOPIC) }),
      ...(by === undefined ? {} : { by }),
      ...(standsFor > 1 ? { standsFor: String(standsFor) } : {}),
    },
  });
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
