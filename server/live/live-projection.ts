import { setImmediate as breathe } from 'node:timers/promises';
import type { Cursor } from '@/contracts/socket-events';
import { READINGS } from '@/contracts/topics';
import type { PartitionStart, Projection, StreamBatch, StreamRecord } from '@/server/stream/types';
import type { Audiences } from './audiences';
import { parseLiveReading } from './live-reading';
import type { LogPosition } from './log-position';
import type { NewestValues } from './newest-values';
import type { RecordRing } from './record-ring';

/** Records taken at a stretch: sockets get their turn in between. */
const STRETCH_RECORDS = 1_000;

/** Before history's position, per partition: browsers that come back after a restart find what they missed in memory. */
const LOOK_BACK_RECORDS = 2_500;

export interface LiveState {
  readonly values: NewestValues;
  readonly ring: RecordRing;
  readonly position: LogPosition;
  readonly audiences: Audiences;
}

/** Follows the readings from history's position on; `counted` hears of each stretch. */
export function liveProjection(
  state: LiveState,
  history: Cursor | undefined,
  counted: (records: number) => void,
): Projection {
  return {
    name: 'live',
    topics: [READINGS],
    delivery: 'copy',
    position: async (at) => beginAt(state, history, at),
    apply: async (batch) => {
      for (let from = 0; from < batch.records.length; from += STRETCH_RECORDS) {
        const stretch = batch.records.slice(from, from + STRETCH_RECORDS);
        for (const record of stretch) take(state, history, batch, record);
        counted(stretch.length);
        state.audiences.settle();
        if (from + STRETCH_RECORDS < batch.records.length) await breathe();
      }
      state.position.advance(batch.partition, batch.next);
    },
  };
}

function beginAt(state: LiveState, history: Cursor | undefined, at: PartitionStart): number {
  const { position, ring } = state;
  if (at.topicId !== position.topicId) ring.clear();
  const own = at.topicId === position.topicId ? position.next(at.partition) : undefined;
  if (own !== undefined && own <= at.logEnd) return own;
  const next = Math.max(
    at.logStart,
    historyNext(history, at.topicId, at.partition, at.logEnd) - LOOK_BACK_RECORDS,
  );
  position.meet(at, next);
  ring.begin(at.partition, next);
  return next;
}

function take(state: LiveState, history: Cursor | undefined, batch: StreamBatch, record: StreamRecord): void {
  const { values, ring, position, audiences } = state;
  const { topicId, partition } = batch;
  // A batch that comes again, whole or in part, was taken already.
  if (record.offset < (position.next(partition) ?? 0)) return;
  const reading = parseLiveReading(record.value);
  if (reading !== undefined) {
    audiences.sequence += 1;
    const known = record.offset < historyNext(history, topicId, partition, Number.MAX_SAFE_INTEGER);
    const taken = values.take(reading, audiences.sequence, known);
    ring.add({ partition, offset: record.offset, sensorId: reading.sensorId, ...taken });
    audiences.route(reading.sensorId, taken.samples, taken.availability, record.timestampMs);
  }
  position.advance(partition, record.offset + 1);
}

function historyNext(
  history: Cursor | undefined,
  topicId: string,
  partition: number,
  logEnd: number,
): number {
  if (history?.topicId !== topicId) return 0;
  return Math.min(history.offsets[partition] ?? 0, logEnd);
}
