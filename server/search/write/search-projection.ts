import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises';
import { BACKFILL, READINGS } from '@/contracts/topics';
import type { Context } from '@/server/context';
import type { EarlierReadings } from '@/server/readings/earlier-readings';
import { lettersOf } from '@/server/readings/unreadable-letters';
import { appendAll } from '@/server/stream/appender';
import { storedPosition } from '@/server/stream/offset-fence';
import { createPositionMover } from '@/server/stream/position-mover';
import type { Appender, Projection, StreamBatch } from '@/server/stream/types';
import { type BatchActions, readBatch } from './batch-work';
import { type Chunk, type Origin, pickOf } from './chunk';
import type { Indices } from './indices';
import { tellRejected } from './rejected';
import type { SensorBook } from './sensor-book';
import { NotNow, type Sink, type Work, workOf } from './sink';

const NAME = 'search';
/** A request costs as much as a hundred documents: with nothing to catch up on, a partition sends four a second. */
const BETWEEN_BATCHES_MS = 250;
/** Of work that is older, what was removed meanwhile has to be left out. */
const WORK_LASTS_MS = 1_000;

export interface SearchParts {
  readonly context: Pick<Context, 'database' | 'metrics'>;
  readonly appender: Appender;
  readonly sink: Sink;
  readonly indices: Indices;
  readonly sensors: SensorBook;
  readonly earlier: EarlierReadings;
  /** Which server it is: one that is empty begins at the log's start. */
  readonly cluster: string;
  /** Indices before it are kept no longer. */
  readonly oldestIndex: () => string | undefined;
  /** Asked before anything is written: throws when it is another server by now, or none. */
  readonly confirm: () => Promise<void>;
  /** Told when something could not be written. */
  readonly doubt: () => void;
}

/** The name under which a server's positions are kept. */
export function consumerOf(cluster: string): string {
  return `${NAME}:${cluster}`;
}

interface Open {
  readonly batch: BatchActions;
  readonly work: Work;
  /** Measures that become no document. */
  skipped: number;
  readonly atMs: number;
  letters: 'unwritten' | 'written';
}

/** Readings into the search server: a position moves over what is stored, known stored or a dead letter, and nothing else. */
export function searchProjection(parts: SearchParts): Projection {
  const { context, appender, sink, indices, sensors, earlier, cluster, oldestIndex, confirm, doubt } = parts;
  const { database, metrics } = context;
  const consumer = consumerOf(cluster);
  const movePosition = createPositionMover(database.pool, consumer);
  /** What is left of batches that have to wait: they come again as they were. */
  const opened = new WeakMap<StreamBatch, Open>();

  async function open(batch: StreamBatch): Promise<Open> {
    const known = opened.get(batch);
    await sensors.refresh();
    if (known !== undefined) {
      if (performance.now() - known.atMs > WORK_LASTS_MS) known.skipped += leaveOutRemoved(known, sensors);
      return known;
    }
    const read = readBatch(batch, { sensors, oldestIndex: oldestIndex(), nowMs: Date.now() });
    const made: Open = {
      batch: read,
      work: workOf(read.deletions, read.documents),
      skipped: read.skipped,
      atMs: performance.now(),
      letters: 'unwritten',
    };
    opened.set(batch, made);
    return made;
  }

  async function writeLetters(batch: StreamBatch, made: Open): Promise<void> {
    const { unreadable } = made.batch;
    if (made.letters === 'written') return;
    await tellRejected({ pool: database.pool, appender, cluster }, made.work.refused);
    if (unreadable.length > 0) await appendAll(appender, lettersOf(NAME, batch, unreadable));
    made.letters = 'written';
  }

  async function store(batch: StreamBatch): Promise<void> {
    await confirm();
    if (batch.topic === BACKFILL) await earlier.passed(batch);
    const made = await open(batch);
    await indices.ensure(made.batch.indices);
    await sink.write(made.work);
    await writeLetters(batch, made);
    opened.delete(batch);
    count(metrics, made);
    observe(metrics, batch);
  }

  return {
    name: NAME,
    topics: [READINGS, BACKFILL],
    delivery: 'split',
    position: (at) => storedPosition(database.pool, consumer, at),
    apply: async (batch) => {
      const beganMs = performance.now();
      try {
        await store(batch);
      } catch (error) {
        // Once mended, all of it is tried again: what was refused meanwhile may have been refused for the same reason.
        if (!(error instanceof NotNow)) opened.delete(batch);
        doubt();
        throw error;
      }
      if (batch.next < batch.end) await breathe();
      else await wait(Math.max(0, BETWEEN_BATCHES_MS - (performance.now() - beganMs)));
    },
    commit: movePosition,
  };
}

/** Answers with how many actions that were. */
function leaveOutRemoved({ work }: Open, sensors: SensorBook): number {
  const before = leftIn(work);
  const isLeft = ({ sensorId }: Origin) => sensors.textOf(sensorId) !== undefined;
  work.stages = work.stages
    .map((stage) => stage.flatMap((chunk) => pickedBy(chunk, isLeft)))
    .filter((stage) => stage.length > 0);
  return before - leftIn(work);
}

function leftIn({ stages }: Work): number {
  return stages.flat().reduce((sum, { ends }) => sum + ends.length, 0);
}

/** All of it, a part, or nothing. */
function pickedBy(chunk: Chunk, isLeft: (origin: Origin) => boolean): readonly Chunk[] {
  const places = chunk.origins.flatMap((origin, place) => (isLeft(origin) ? [place] : []));
  if (places.length === chunk.origins.length) return [chunk];
  return places.length === 0 ? [] : [pickOf(chunk, places)];
}

/** After the writing: a batch that comes again counts once. */
function count(metrics: Context['metrics'], { batch, work, skipped }: Open): void {
  const counts = { ...work.tally, skipped, expired: batch.expired };
  for (const [result, documents] of Object.entries(counts))
    if (documents > 0) metrics.sinkDocuments.inc({ result }, documents);
  if (batch.unreadable.length > 0)
    metrics.deadLetters.inc({ code: 'SCHEMA', stage: NAME }, batch.unreadable.length);
  if (work.tally.refused > 0)
    metrics.deadLetters.inc({ code: 'SINK_REJECT', stage: NAME }, work.tally.refused);
}

/** Once a batch: what its oldest record had to wait since Kafka has it. */
function observe(metrics: Context['metrics'], { records }: StreamBatch): void {
  const [oldest] = records;
  if (oldest === undefined) return;
  const waitedMs = Math.max(0, Date.now() - oldest.timestampMs);
  metrics.latency.observe({ hop: 'reading→search' }, waitedMs / 1_000);
}
