import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Reading } from '@/contracts/reading';
import { BACKFILL, RAW, READINGS } from '@/contracts/topics';
import { appendAll } from '@/server/stream/appender';
import type { LogReader } from '@/server/stream/log-reader';
import type { Appender, PartitionStart } from '@/server/stream/types';
import { decodeMessage } from '../decode-message';
import { createExclusions, type Exclusions } from '../exclusions';
import { knowledgeAsOf } from '../knowledge';
import type { Memory } from '../memory';
import type { Told } from '../told-history';
import { correctedReadings } from './compare';
import {
  beginJob,
  behind,
  endJob,
  type Job,
  type Position,
  readUpTo,
  savePiece,
  tellProblem,
} from './job-store';
import { createSpanReader, type PastMessage, type SpanReader } from './span-reader';

const RECORDS_AT_ONCE = 1_000;
/** Between two turns of the process's other work. */
const MESSAGES_AT_ONCE = 100;
/** A decoder's look is at most half a second old: then all of them know what this replay put in force. */
const KNOWN_AFTER_MS = 1_000;
const LOOK_EVERY_MS = 200;
/** A device's clock is believed up to 30 days before the receipt and two minutes after it. */
const MEASURED_BEFORE_MS = 30 * 86_400_000;
const MEASURED_AFTER_MS = 150_000;

export interface ReplayParts {
  readonly pool: Pool;
  readonly log: LogReader;
  readonly appender: Appender;
  readonly homeZone: () => string | undefined;
}

/** No later time will mend it. */
class Hopeless extends Error {}

/** As the past was before a replay, and as it is with it. */
interface Views {
  readonly before: Memory;
  readonly now: Memory;
}

/**
 * Carries a replay one step on: begins it, or goes on from where it stands to its end or until it `isOver`. What it can't do for
 * ever it tells and leaves.
 */
export async function runJob(parts: ReplayParts, job: Job, isOver: () => boolean): Promise<void> {
  try {
    if (job.positions === null) await begin(parts, job, isOver);
    else if (await replay(parts, job, [...job.positions], isOver)) await endJob(parts.pool, job.id);
  } catch (error) {
    if (isOver()) return;
    const isFinal = error instanceof Hopeless;
    await tellProblem(parts.pool, job.id, error instanceof Error ? error.message : String(error), isFinal);
    // Kafka or PostgreSQL is away: it goes on where it stands at the next turn.
    if (!isFinal) throw error;
  }
}

/**
 * From the first record received in the span up to where decode has come, once every decoder knows what this replay put in
 * force: what is decoded later is decoded by that.
 */
async function begin({ pool, log }: ReplayParts, job: Job, isOver: () => boolean): Promise<void> {
  await wait(KNOWN_AFTER_MS);
  const raw = await rawEnds({ pool, log }, job);
  while (!isOver()) {
    const partitions = await behind(pool, raw);
    if (partitions.length === 0) break;
    await tellProblem(pool, job.id, 'Waits until all that was received is decoded.', false);
    await wait(LOOK_EVERY_MS);
  }
  if (isOver()) return;
  const positions = await Promise.all(raw.map((at) => positionOf(log, job, at)));
  const ends = await log.bounds(READINGS);
  await beginJob(
    pool,
    job.id,
    positions,
    ends.map(({ topicId, partition, logEnd }) => ({ topicId, partition, logEnd })),
  );
}

/** Of what devices told late all decoders know by now: what they have yet to read they read by that. */
async function rawEnds({ pool, log }: Pick<ReplayParts, 'pool' | 'log'>, { kind }: Job) {
  const bounds = await log.bounds(RAW);
  if (kind !== 'knowledge') return bounds;
  const read = await readUpTo(pool, bounds);
  return bounds.map((at) => ({ ...at, logEnd: Math.min(at.logEnd, read.get(at.partition) ?? at.logStart) }));
}

async function positionOf(
  log: LogReader,
  job: Job,
  { topicId, partition, logStart, logEnd }: PartitionStart,
): Promise<Position> {
  const first = await log.offsetAtOrAfter(RAW, partition, receivedSpan(job).from);
  return { topicId, partition, next: Math.min(logEnd, Math.max(logStart, first ?? logEnd)), end: logEnd };
}

/** False when it was stopped before its end. */
async function replay(
  parts: ReplayParts,
  job: Job,
  positions: Position[],
  isOver: () => boolean,
): Promise<boolean> {
  if (positions.every(({ next, end }) => next >= end)) return true;
  await sameLog(parts.log, positions);
  const exclusions = createExclusions(parts.pool);
  const views = await viewsOf(parts.pool, job);
  for (const [place, position] of positions.entries()) {
    const reader = createSpanReader(parts.log, exclusions, { ...job, ...receivedSpan(job) }, position);
    let next = position.next;
    while (next < position.end) {
      if (isOver()) return false;
      const piece = await replayPiece(parts, job, views, { reader, exclusions, next });
      positions[place] = { ...position, next: piece.next };
      const done = { records: piece.next - next, readings: piece.readings };
      if (!(await savePiece(parts.pool, job.id, positions, done))) return false;
      next = piece.next;
    }
  }
  return true;
}

async function replayPiece(
  { pool, appender, homeZone }: ReplayParts,
  job: Job,
  views: Views,
  at: { readonly reader: SpanReader; readonly exclusions: Exclusions; readonly next: number },
): Promise<{ readonly next: number; readonly readings: number }> {
  await at.exclusions.refresh();
  const { messages, next } = await at.reader.read(at.next, RECORDS_AT_ONCE);
  const readings: Reading[] = [];
  const explained = new Set<string>();
  for (const [place, message] of messages.entries()) {
    if (place % MESSAGES_AT_ONCE === 0) await breathe();
    const came = decodedAnew(message, job, views, homeZone());
    readings.push(...came.readings);
    if (came.isExplained) explained.add(message.header.topic);
  }
  if (job.kind === 'knowledge') await leaveInbox(pool, [...explained]);
  await appendAll(
    appender,
    readings.map((reading) => ({
      topic: BACKFILL,
      key: reading.sensorId,
      value: JSON.stringify(reading),
    })),
  );
  return { next, readings: readings.length };
}

function decodedAnew(
  message: PastMessage,
  job: Job,
  { before, now }: Views,
  zone: string | undefined,
): { readonly readings: readonly Reading[]; readonly isExplained: boolean } {
  const isWhole = job.kind === 'rebuild';
  const old = decodeMessage(message, before, zone);
  const given = isWhole ? old : decodeMessage(message, now, zone);
  const readings = correctedReadings(old.readings, given.readings, { replay: job.id, isWhole });
  return {
    readings: isWhole ? readings.filter(({ measuredAt }) => isWithin(measuredAt, job)) : readings,
    isExplained: old.unclaimed !== undefined && old.unclaimed !== given.unclaimed,
  };
}

function isWithin(measuredAt: number, { from, to }: Job): boolean {
  return measuredAt >= from * 1_000 && measuredAt < to * 1_000;
}

/** What a family can read since its device told of itself waits for nobody to explain it. */
async function leaveInbox(pool: Pool, topics: readonly string[]): Promise<void> {
  if (topics.length === 0) return;
  await pool.query(
    "DELETE FROM inbox_source WHERE topic = ANY($1) AND reason IN ('UNCLAIMED', 'UNKNOWN_DEVICE')",
    [topics],
  );
}

/** When what it is about was received: a rebuild is asked for by the time of measurement. */
function receivedSpan({ kind, from, to }: Job): { readonly from: number; readonly to: number } {
  if (kind !== 'rebuild') return { from, to };
  return { from: Math.max(0, from - MEASURED_AFTER_MS), to: to + MEASURED_BEFORE_MS };
}

async function viewsOf(pool: Pool, { id, kind, told }: Job): Promise<Views> {
  const now = asItStands(await knowledgeAsOf(pool, id));
  if (kind === 'rebuild') return { before: now, now };
  const late = new Set(told.map((each) => each.join('\n')));
  const isUnheard = ({ family, key, validFrom }: Told) => late.has([family, key, validFrom].join('\n'));
  return { before: asItStands(await knowledgeAsOf(pool, id - 1, isUnheard)), now };
}

/** It learns nothing any more: what devices told stands in it already, from its moment on. */
function asItStands(memory: Memory): Memory {
  return { ...memory, news: () => undefined, remember: () => undefined };
}

/** A raw log that was made anew begins at 0 again: positions in the former one mean nothing in it. */
async function sameLog(log: LogReader, positions: readonly Position[]): Promise<void> {
  const bounds = await log.bounds(RAW);
  const isSame = positions.every(({ topicId, partition }) =>
    bounds.some((at) => at.topicId === topicId && at.partition === partition),
  );
  if (!isSame) throw new Hopeless(`${RAW} is another topic than when this replay began.`);
}
