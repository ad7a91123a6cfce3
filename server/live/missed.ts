import type { AvailabilityChange, Cursor, Sample } from '@/contracts/socket-events';
import type { StreamRecord } from '@/server/stream/types';
import { parseLiveReading } from './live-reading';
import type { LogPosition } from './log-position';
import { createNewestValues } from './newest-values';
import type { RecordRing, Remembered } from './record-ring';
import { BEHIND_RECORDS } from './timing';

/** Reads `[from, to)` of a partition of the readings log; undefined when the log no longer reaches back to `from`. */
export type ReadSpan = (
  partition: number,
  from: number,
  to: number,
) => Promise<readonly StreamRecord[] | undefined>;

/** What came after a cursor and before memory begins, and where memory takes over. */
export interface Older {
  readonly records: readonly Remembered[];
  readonly offsets: Readonly<Record<string, number>>;
}

/** Is the cursor one that can be answered with what came after it? */
export function canCatchUp(since: Cursor, position: LogPosition): boolean {
  return (
    since.topicId === position.topicId &&
    position.behind(since) <= BEHIND_RECORDS &&
    position.partitions().every(({ number, logStart }) => (since.offsets[number] ?? 0) >= logStart)
  );
}

/** Fetches from the log what is no longer in memory; undefined when the log doesn't have it any more. */
export async function readOlder(
  since: Cursor,
  parts: { readonly position: LogPosition; readonly ring: RecordRing; readonly readSpan: ReadSpan },
): Promise<Older | undefined> {
  const offsets: Record<string, number> = { ...since.offsets };
  const records: Remembered[] = [];
  for (const { number, next } of parts.position.partitions()) {
    const from = since.offsets[number] ?? 0;
    const to = parts.ring.start(number) ?? next;
    if (from >= to) continue;
    const span = await parts.readSpan(number, from, to);
    if (span === undefined) return undefined;
    records.push(...remember(number, span));
    offsets[number] = to;
  }
  return { records, offsets };
}

/** Everything after the cursor, oldest first; undefined when memory has let go of some of it meanwhile. */
export function recordsSince(
  older: Older,
  position: LogPosition,
  ring: RecordRing,
): Remembered[] | undefined {
  const complete = position
    .partitions()
    .every(({ number, next }) => (older.offsets[number] ?? 0) >= (ring.start(number) ?? next));
  return complete ? [...older.records, ...ring.since(older.offsets)] : undefined;
}

/** What of these records concerns the scope. */
export function ofSensors(
  records: readonly Remembered[],
  sensorIds: Iterable<string> | undefined,
): { samples: Sample[]; availability: AvailabilityChange[] } {
  const wanted = sensorIds === undefined ? undefined : new Set(sensorIds);
  const own = wanted === undefined ? records : records.filter((record) => wanted.has(record.sensorId));
  return {
    samples: own.flatMap((record) => record.samples),
    availability: own.flatMap(({ availability }) => (availability === undefined ? [] : [availability])),
  };
}

function remember(partition: number, records: readonly StreamRecord[]): Remembered[] {
  const values = createNewestValues();
  return records.flatMap(({ offset, value }) => {
    const reading = parseLiveReading(value);
    if (reading === undefined) return [];
    return { partition, offset, sensorId: reading.sensorId, ...values.take(reading, offset, false) };
  });
}
