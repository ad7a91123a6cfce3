import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { mqttFilterOf, overlap } from '@/contracts/topic-filter';
import { DEMO_PREFIX, RAW, READINGS } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { PartitionStart } from '@/server/stream/types';
import { beginJob, behind, type Job, type Position, readUpTo, tellProblem } from './job-store';

/** A decoder's look is at most half a second old: then all of them know what this replay put in force. */
const KNOWN_AFTER_MS = 1_000;
const LOOK_EVERY_MS = 200;
/** A device's clock is believed up to 30 days before the receipt and two minutes after it. */
const MEASURED_BEFORE_MS = 30 * 86_400_000;
const MEASURED_AFTER_MS = 150_000;
/** The clocks of two doors are never so far apart, and each of them only rises, also over a new start. */
const DOORS_APART_MS = 3_600_000;
/** Where times of long ago are written, by the demo house alone, and for as long as it stands. */
const WRITTEN_PAST = `${DEMO_PREFIX}#`;

interface Parts {
  readonly pool: Pool;
  readonly log: Pick<LogReader, 'bounds' | 'offsetAtOrAfter'>;
}

/**
 * From the first record received in the span up to where decode has come, or to where nothing of the span can follow, once every
 * decoder knows what this replay put in force: what is decoded later is decoded by that.
 */
export async function begin({ pool, log }: Parts, job: Job, isOver: () => boolean): Promise<void> {
  await wait(KNOWN_AFTER_MS);
  const raw = await (job.kind === 'knowledge' ? readWithoutIt : receivedBefore)({ pool, log }, job, isOver);
  if (raw === undefined) return;
  const spanEnds = await spanEnd({ pool, log }, job);
  const positions = await Promise.all(raw.map((at) => positionOf(log, job, at, spanEnds)));
  const ends = await log.bounds(READINGS);
  await beginJob(
    pool,
    job.id,
    positions,
    ends.map(({ topicId, partition, logEnd }) => ({ topicId, partition, logEnd })),
  );
}

type Ends = (parts: Parts, job: Job, isOver: () => boolean) => Promise<readonly PartitionStart[] | undefined>;

/** All that the raw log holds, once decode has read it. */
const receivedBefore: Ends = async ({ pool, log }, job, isOver) => {
  const bounds = await log.bounds(RAW);
  while (!isOver()) {
    if ((await behind(pool, bounds)).length === 0) return bounds;
    await tellProblem(pool, job.id, 'Waits until all that was received is decoded.', false);
    await wait(LOOK_EVERY_MS);
  }
  return undefined;
};

/**
 * What decoders may have read without knowing what a device told late: they know it by now, so that it ends with the batch that each
 * was at, once that is committed.
 */
const readWithoutIt: Ends = async ({ pool, log }, job, isOver) => {
  const bounds = await log.bounds(RAW);
  const first = await readUpTo(pool, bounds);
  while (!isOver()) {
    const read = await readUpTo(pool, bounds);
    const ends = bounds.map((at) => ({ ...at, logEnd: read.get(at.partition) ?? at.logStart }));
    const isCommitted = ({ partition, logEnd }: PartitionStart, place: number) =>
      logEnd > (first.get(partition) ?? 0) || logEnd >= (bounds[place]?.logEnd ?? 0);
    if (ends.every(isCommitted)) return ends;
    await tellProblem(pool, job.id, 'Waits until what is being decoded is stored.', false);
    await wait(LOOK_EVERY_MS);
  }
  return undefined;
};

async function positionOf(
  log: Parts['log'],
  job: Job,
  { topicId, partition, logStart, logEnd }: PartitionStart,
  spanEnds: SpanEnd,
): Promise<Position> {
  const [first, last] = await Promise.all([
    log.offsetAtOrAfter(RAW, partition, receivedSpan(job).from),
    spanEnds(partition),
  ]);
  const end = Math.max(logStart, Math.min(logEnd, last ?? logEnd));
  return { topicId, partition, next: Math.min(end, Math.max(logStart, first ?? logEnd)), end };
}

/** From where on a partition has nothing more of the span; undefined where that can't be told before it is read. */
type SpanEnd = (partition: number) => Promise<number | undefined>;

async function spanEnd({ pool, log }: Parts, job: Job): Promise<SpanEnd> {
  if (await mayHoldWrittenPast(pool, job)) return async () => undefined;
  return (partition) => log.offsetAtOrAfter(RAW, partition, receivedSpan(job).to + DOORS_APART_MS);
}

/** What such a past may hold was written long after its time, anywhere in the log; what a house left behind is excluded. */
async function mayHoldWrittenPast(pool: Pool, { topics }: Job): Promise<boolean> {
  if (!topics.some((filter) => overlap(mqttFilterOf(filter), WRITTEN_PAST))) return false;
  const { rowCount } = await pool.query("SELECT FROM demo_house WHERE state <> 'gone'");
  return rowCount !== 0;
}

/** When what it is about was received: a rebuild is asked for by the time of measurement. */
export function receivedSpan({ kind, from, to }: Job): { readonly from: number; readonly to: number } {
  if (kind !== 'rebuild') return { from, to };
  return { from: Math.max(0, from - MEASURED_AFTER_MS), to: to + MEASURED_BEFORE_MS };
}
