import { RAW } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { StreamRecord } from '@/server/stream/types';
import type { RawMessage } from '../decode-record';
import type { Exclusions } from '../exclusions';
import { payloadOf, readHeader } from '../raw-record';
import { readBackWindow } from '../read-back';
import type { RepeatWindow } from '../repeat-window';
import { covering } from '../topic-tree';
import type { Job, Position } from './job-store';

/** A message as decode once met it. */
export type PastMessage = RawMessage & { readonly atMs: number };

/** The messages of a replay's span in one partition of the raw log, piece by piece. */
export interface SpanReader {
  /** The messages of up to `limit` records from `next` on, and where to go on. */
  read(next: number, limit: number): Promise<{ messages: readonly PastMessage[]; next: number }>;
}

/** What is left out: repeats and what was excluded, as decode leaves them out, and other topics and times. */
export function createSpanReader(
  log: Pick<LogReader, 'readFrom'>,
  exclusions: Pick<Exclusions, 'covers'>,
  { topics, from, to }: Pick<Job, 'topics' | 'from' | 'to'>,
  { topicId, partition, end }: Position,
): SpanReader {
  const wants = covering(topics);
  let window: RepeatWindow | undefined;

  function messageOf(record: StreamRecord, repeats: RepeatWindow): PastMessage | undefined {
    const read = readHeader(record);
    if (!('header' in read)) return undefined;
    const { header } = read;
    const { offset, timestampMs: atMs } = record;
    if (exclusions.covers({ topicId, partition, offset, topic: header.topic })) return undefined;
    const payload = payloadOf(record);
    if (repeats.see({ offset, atMs, header, payload }) !== undefined || header.replayed) return undefined;
    if (atMs < from || atMs >= to || !wants(header.topic)) return undefined;
    return { header, payload, partition, offset, atMs };
  }

  return {
    read: async (next, limit) => {
      const read = await log.readFrom(RAW, partition, next, Math.min(limit, end - next));
      const records = read.records.filter(({ offset }) => offset < end);
      const batch = { topic: RAW, topicId, partition, records, first: next, next: read.next, end };
      window ??= await readBackWindow(log, batch);
      window.begin(next, records[0]?.timestampMs ?? 0);
      const repeats = window;
      return {
        messages: records.flatMap((record) => messageOf(record, repeats) ?? []),
        next: Math.min(end, Math.max(next + 1, read.next)),
      };
    },
  };
}
