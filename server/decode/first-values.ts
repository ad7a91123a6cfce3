import { setImmediate as breathe } from 'node:timers/promises';
import type { DeviceName } from '@/contracts/device';
import type { Measure } from '@/contracts/reading';
import { RAW } from '@/contracts/topics';
import type { Database } from '@/server/database';
import type { LogReader } from '@/server/stream/log-reader';
import { decodeMessage } from './decode-message';
import { createExclusions } from './exclusions';
import { createKnowledge } from './knowledge';
import { payloadOf, readHeader } from './raw-record';

/** Whoever asks waits: a value that comes later than within so many messages is not found. */
const MOST_DECODED = 500;

/**
 * The first value of each quantity and channel that a device sent on a topic, received from a moment on (ms since 1970), until
 * `isEnough`. As it sent them: whatever a binding adds is not in it.
 */
export async function firstValues(
  { database, log, zone }: { database: Database; log: Pick<LogReader, 'readSpan'>; zone: string },
  device: DeviceName & { readonly topic: string },
  from: number,
  isEnough: (found: readonly Measure[]) => boolean,
): Promise<readonly Measure[]> {
  const knowledge = createKnowledge(database.pool);
  const exclusions = createExclusions(database.pool);
  await Promise.all([knowledge.refresh(), exclusions.refresh()]);
  const found = new Map<string, Measure>();
  let decoded = 0;
  for await (const { topicId, partition, records } of log.readSpan(RAW, from, Date.now())) {
    for (const record of records) {
      const read = readHeader(record);
      if (!('header' in read) || read.header.topic !== device.topic || read.header.replayed) continue;
      const { topic } = read.header;
      if (exclusions.covers({ topicId, partition, offset: record.offset, topic })) continue;
      const { offset, timestampMs: atMs } = record;
      const raw = { header: read.header, payload: payloadOf(record), partition, offset, atMs };
      for (const heard of decodeMessage(raw, knowledge.memory, zone).heard) {
        if (heard.family !== device.family || heard.key !== device.key) continue;
        for (const measure of heard.measures) keepFirst(found, measure);
      }
      decoded += 1;
      if (decoded >= MOST_DECODED || isEnough([...found.values()])) return [...found.values()];
    }
    await breathe();
  }
  return [...found.values()];
}

function keepFirst(found: Map<string, Measure>, measure: Measure): void {
  const key = `${measure.quantity} ${measure.channel ?? ''}`;
  if (measure.quality === undefined && !found.has(key)) found.set(key, measure);
}
