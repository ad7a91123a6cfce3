import { setImmediate as breathe } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Reading } from '@/contracts/reading';
import { BACKFILL, RAW } from '@/contracts/topics';
import { appendAll } from '@/server/stream/appender';
import type { LogReader } from '@/server/stream/log-reader';
import type { Appender } from '@/server/stream/types';
import { decodeMessage } from '../decode-message';
import { createExclusions, type Exclusions } from '../exclusions';
import { type Explained, leaveInbox } from '../inbox/leave-inbox';
import { knowledgeAsOf } from '../knowledge';
import type { Memory } from '../memory';
import type { Told } from '../told-history';
import { begin, receivedSpan } from './begin-job';
import { correctedReadings } from './compare';
import { claimJob, endJob, isAwaited, type Job, type Position, savePiece, tellProblem } from './job-store';
import { createSpanReader, type PastMessage, type SpanReader } from './span-reader';

const RECORDS_AT_ONCE = 1_000;
/** Between two turns of the process's other work. */
const MESSAGES_AT_ONCE = 100;

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
    if (job.positions === null) await begin(parts, await claimJob(parts.pool, job), isOver);
    else if (await replay(parts, job, [...job.positions], isOver)) await endJob(parts.pool, job.id);
  } catch (error) {
    if (isOver()) return;
    const isFinal = error instanceof Hopeless;
    await tellProblem(parts.pool, job.id, error instanceof Error ? error.message : String(error), isFinal);
    // Kafka or PostgreSQL is away: it goes on where it stands at the next turn.
    if (!isFinal) throw error;
  }
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
      // It may read for long, and what others wait for goes before: it is taken up again where it stands.
      if (job.kind === 'rebuild' && (await isAwaited(parts.pool, job.id))) return false;
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
  const explained: Explained[] = [];
  for (const [place, message] of messages.entries()) {
    if (place % MESSAGES_AT_ONCE === 0) await breathe();
    const came = decodedAnew(message, job, views, homeZone());
    readings.push(...came.readings);
    if (job.kind === 'knowledge') explained.push(...came.explained);
  }
  if (job.kind === 'knowledge') await leaveInbox(pool, explained);
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
): { readonly readings: readonly Reading[]; readonly explained: readonly Explained[] } {
  const old = decodeMessage(message, before, zone);
  if (job.kind === 'rebuild') {
    // Of a message with several moments those outside the span are neither written nor replaced.
    const within = old.readings.filter(({ measuredAt }) => isWithin(measuredAt, job));
    return {
      readings: correctedReadings(within, within, { replay: job.id, isWhole: true }),
      explained: [],
    };
  }
  const given = decodeMessage(message, now, zone);
  const reason = old.unclaimed;
  return {
    readings: correctedReadings(old.readings, given.readings, { replay: job.id, isWhole: false }),
    explained:
      reason === undefined || reason === given.unclaimed
        ? []
        : [{ reason, topic: message.header.topic, payload: message.payload }],
  };
}

function isWithin(measuredAt: number, { from, to }: Job): boolean {
  return measuredAt >= from * 1_000 && measuredAt < to * 1_000;
}

async function viewsOf(pool: Pool, { id, kind, told }: Job): Promise<Views> {
  if (kind === 'rebuild') {
    // What a later replay says holds for it as well: it only writes anew what is in force.
    const all = asItStands(await knowledgeAsOf(pool, Number.POSITIVE_INFINITY));
    return { before: all, now: all };
  }
  const now = asItStands(await knowledgeAsOf(pool, id));
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
