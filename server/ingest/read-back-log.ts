import { setTimeout as wait } from 'node:timers/promises';
import { RAW_HEADER } from '@/contracts/raw-message';
import { RAW } from '@/contracts/topics';
import type { Context } from '@/server/context';
import { type LogReader, startLogReader } from '@/server/stream/log-reader';
import { type LoggedRecord, ReadBack } from './read-back';
import type { Senders } from './sender';

const SPAN_MS = 300_000;
const RETRY_MS = 1_000;
/** Enough to find the newest that a client sent, where the last offsets hold none or a past that is being written. */
const LAST_RECORDS = 1_000;

/**
 * Reads back the five minutes before the raw log's end, so that clients with sessions may repeat what they sent there. Returns the
 * moment of the newest record, 0 when there is none.
 */
export function readBackLog(context: Context, senders: Senders): Promise<number> {
  return onceReadable(context, (reader) => readBackOnce(reader, senders));
}

/** The moment of the newest record that came through a door, 0 when there is none. */
export function newestReceipt(context: Context): Promise<number> {
  return onceReadable(context, newestMoment);
}

async function onceReadable(context: Context, read: (reader: LogReader) => Promise<number>): Promise<number> {
  const { kafka, log, health, stopping } = context;
  const reader = await startLogReader({ kafka, log });
  health.watch('ingest', () => ({
    ready: false,
    reason: 'Reading back what was sent before the last stop.',
  }));
  try {
    for (;;) {
      try {
        return await read(reader);
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

/** Of what came through a door; a past that was written besides says nothing of now. */
async function newestMoment(reader: LogReader): Promise<number> {
  let newest = 0;
  for (const { partition, logStart, logEnd } of await reader.bounds(RAW)) {
    const from = Math.max(logStart, logEnd - LAST_RECORDS);
    const { records } = await reader.readFrom(RAW, partition, from, LAST_RECORDS);
    for (const record of records) if (!hasSource(record)) newest = Math.max(newest, record.timestampMs);
  }
  return newest;
}

const SOURCE = Buffer.from('"source":');

function hasSource({ headers }: LoggedRecord): boolean {
  return headers[RAW_HEADER]?.includes(SOURCE) === true;
}
