import { setTimeout as wait } from 'node:timers/promises';
import { RAW } from '@/contracts/topics';
import type { Context } from '@/server/context';
import { type LogReader, startLogReader } from '@/server/stream/log-reader';
import { ReadBack } from './read-back';
import type { Senders } from './sender';

const SPAN_MS = 300_000;
const RETRY_MS = 1_000;
/** Enough to find the newest record of a partition whose last offsets hold none. */
const LAST_RECORDS = 10;

/**
 * Reads back the five minutes before the raw log's end, so that clients with sessions may repeat what they sent there. Returns the
 * moment of the newest record, 0 when there is none.
 */
export async function readBackLog(context: Context, senders: Senders): Promise<number> {
  const { kafka, log, health, stopping } = context;
  const reader = await startLogReader({ kafka, log });
  health.watch('ingest', () => ({
    ready: false,
    reason: 'Reading back what was sent before the last stop.',
  }));
  try {
    for (;;) {
      try {
        return await readBackOnce(reader, senders);
      } catch (error) {
        // Nobody is let in before it is known what they may repeat.
        log.warn({ error }, 'the raw log can not be read back yet');
        await wait(RETRY_MS, undefined, stopping && { signal: stopping });
      }
    }
  } finally {
    await reader.stop();
  }
}

async function readBackOnce(reader: LogReader, senders: Senders): Promise<number> {
  const newest = await newestMoment(reader);
  if (newest === 0) return 0;
  const readBack = new ReadBack();
  for await (const batch of reader.readSpan(RAW, newest - SPAN_MS, newest + 1)) {
    for (const record of batch.records) readBack.add(record);
  }
  readBack.restore(senders);
  return newest;
}

async function newestMoment(reader: LogReader): Promise<number> {
  let newest = 0;
  for (const { partition, logStart, logEnd } of await reader.bounds(RAW)) {
    const from = Math.max(logStart, logEnd - LAST_RECORDS);
    const { records } = await reader.readFrom(RAW, partition, from, LAST_RECORDS);
    for (const { timestampMs } of records) newest = Math.max(newest, timestampMs);
  }
  return newest;
}
