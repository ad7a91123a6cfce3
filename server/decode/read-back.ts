import type { LogReader } from '@/server/stream/log-reader';
import type { StreamBatch } from '@/server/stream/types';
import { payloadOf, readHeader } from './raw-record';
import { createRepeatWindow, type RepeatWindow, WINDOW_MS, WINDOW_RECORDS } from './repeat-window';

const AT_ONCE = 2_000;

/** The window as it stands before a batch, from the log itself: nothing about repeats lives only in memory. */
export async function readBackWindow(
  log: Pick<LogReader, 'readFrom'>,
  batch: StreamBatch,
): Promise<RepeatWindow> {
  const window = createRepeatWindow();
  let offset = await startOfWindow(log, batch);
  while (offset < batch.first) {
    const limit = Math.min(AT_ONCE, batch.first - offset);
    const { records, next } = await log.readFrom(batch.topic, batch.partition, offset, limit);
    if (next <= offset) break;
    for (const record of records) {
      const read = record.offset < batch.first ? readHeader(record) : undefined;
      if (read === undefined || !('header' in read)) continue;
      const seen = { header: read.header, payload: payloadOf(record) };
      window.see({ offset: record.offset, atMs: record.timestampMs, ...seen });
    }
    offset = next;
  }
  return window;
}

/** An offset no later than the window's first: 4,096 records back, and doubling until a record is older than 5 min. */
async function startOfWindow(log: Pick<LogReader, 'readFrom'>, batch: StreamBatch): Promise<number> {
  const oldestMs = (batch.records[0]?.timestampMs ?? 0) - WINDOW_MS;
  for (let back = WINDOW_RECORDS; ; back *= 2) {
    const offset = Math.max(0, batch.first - back);
    if (offset === 0) return offset;
    const { records } = await log.readFrom(batch.topic, batch.partition, offset, 1);
    const [record] = records;
    // None before the batch: the log begins later than that.
    if (record === undefined || record.offset >= batch.first || record.timestampMs < oldestMs) return offset;
  }
}
