import { setImmediate as breathe } from 'node:timers/promises';
import type { Mapping } from '@/contracts/mapping';
import type {
  MappingPreview,
  MappingSample,
  TriedReading as ShownReading,
  TriedMessage,
} from '@/contracts/mapping-preview';
import type { RawPlace } from '@/contracts/mapping-saving';
import { topicFilterProblem } from '@/contracts/topic-filter';
import type { Database } from '@/server/database';
import type { LogReader } from '@/server/stream/log-reader';
import { createExclusions } from './exclusions';
import { leavesOf } from './leaves';
import { readDraft } from './mapping-file';
import { openPayload } from './payload';
import type { RangeHistory } from './range-history';
import { rangeHistory, sensorRanges } from './rehearse/sensor-ranges';
import { createTrial, type TriedReading } from './rehearse/trial';
import { sampleAt } from './sample-at';
import { type SampledMessage, sampleWire } from './wire-sample';

const SHOWN_CHARACTERS = 2_000;
const SHOWN_BYTES = 64;

/** A draft, and what the version that it changes says. */
export interface PreviewQuestion {
  readonly draft: { readonly topic?: unknown; readonly [field: string]: unknown };
  readonly before?: unknown;
  /** A message to be shown besides, such as the one that the version was made on. */
  readonly sample?: RawPlace | undefined;
}

type Attempt = (message: SampledMessage) => TriedMessage | null;

/** What is on the wire for a draft's filter, and what the draft makes of it. Nothing is written. */
export async function previewMapping(
  {
    log,
    database,
  }: { readonly log: Pick<LogReader, 'bounds' | 'readFrom' | 'readRecord'>; readonly database: Database },
  { draft, before, sample }: PreviewQuestion,
  zone: string,
): Promise<MappingPreview> {
  const lookedAt = Date.now();
  const read = readDraft(draft);
  const errors = 'errors' in read ? read.errors : [];
  const { topic } = draft;
  if (typeof topic !== 'string' || topicFilterProblem(topic) !== undefined)
    return { samples: [], kept: null, topics: 0, perMinute: null, searched: 0, lookedAt, errors };
  const exclusions = createExclusions(database.pool);
  await exclusions.refresh();
  const { messages, topics, perMinute, searched } = await sampleWire(log, exclusions, topic);
  const mapping = 'mapping' in read ? read.mapping : undefined;
  const formerly = definitionOf(before);
  const ranges = rangeHistory(await sensorRanges(database.pool, [mapping, formerly]));
  const now = attemptBy(mapping, ranges, zone);
  const was = attemptBy(formerly, ranges, zone);
  const tried = (message: SampledMessage) => ({ ...shown(message), now: now(message), was: was(message) });
  const kept = sample && (await sampleAt(log, exclusions, topic, sample));
  const samples: MappingSample[] = [];
  for (const message of messages) {
    samples.push(tried(message));
    // Patterns may take long to look through a message: others have their turn between two.
    await breathe();
  }
  const shownKept = kept === undefined ? null : tried(kept);
  return { samples, kept: shownKept, topics, perMinute, searched, lookedAt, errors };
}

function definitionOf(version: unknown): Mapping | undefined {
  const read = version === undefined ? undefined : readDraft(version);
  return read !== undefined && 'mapping' in read ? read.mapping : undefined;
}

function attemptBy(
  mapping: Mapping | undefined,
  ranges: Pick<RangeHistory, 'rangesOf'>,
  zone: string,
): Attempt {
  if (mapping === undefined) return () => null;
  const trial = createTrial(mapping, ranges);
  return ({ topic, payload, at, received }) => {
    const opened = { levels: topic.split('/'), payload: openPayload(payload), receivedMs: at };
    const tried = trial.attempt({ ...opened, topic, received, zone, atMs: at, replayed: false });
    if (tried === undefined) return { issue: 'NOT_MINE', detail: '' };
    const { readings, availability = null, failure } = tried;
    const isOfAll = failure !== undefined && failure.reading === null && failure.code !== 'NO_SENSOR';
    if (isOfAll) return { issue: failure.code, detail: failure.detail };
    return { readings: availability === null ? readings.map(shownReading) : [], availability };
  };
}

function shownReading({ values: [first], failure }: TriedReading): ShownReading {
  if (first === undefined) return { problem: failure?.detail ?? '' };
  const { quantity, channel, value, unit, quality } = first.measure;
  return { quantity, channel, value, unit, isImplausible: quality === 'implausible', at: first.at };
}

function shown({
  topic,
  partition,
  offset,
  at,
  payload,
}: SampledMessage): Omit<MappingSample, 'now' | 'was'> {
  const text = textOf(payload);
  return {
    topic,
    partition,
    offset,
    at,
    text: text?.slice(0, SHOWN_CHARACTERS) ?? null,
    bytes: payload.length,
    bytesShown: Buffer.from(payload.subarray(0, SHOWN_BYTES)).toString('hex'),
    leaves: text === null ? [] : leavesOf(text),
  };
}

function textOf(payload: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch {
    return null;
  }
}
