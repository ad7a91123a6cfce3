import type { Reading } from '@/contracts/reading';
import { isUnreadable, parseReading } from '@/server/readings/parse-reading';
import type { UnreadableRecord } from '@/server/readings/unreadable-letters';
import type { StreamBatch, StreamRecord } from '@/server/stream/types';
import { type Chunk, createChunkWriter, type Origin } from './chunk';
import { deletionsOf, documentsOf, indexOf } from './document';
import type { SensorBook } from './sensor-book';

/** What a batch of readings asks of the search server. */
export interface BatchActions {
  /** What is replaced: it goes before the documents, of which one may stand where another is replaced. */
  readonly deletions: readonly Chunk[];
  readonly documents: readonly Chunk[];
  /** Which are written to. */
  readonly indices: ReadonlySet<string>;
  readonly unreadable: readonly UnreadableRecord[];
  /** Measures that become no document: their sensor is no more, or the broker had kept the message. */
  readonly skipped: number;
  /** Measures of a month that is kept no longer. */
  readonly expired: number;
}

export interface ReadOptions {
  readonly sensors: Pick<SensorBook, 'textOf'>;
  /** Indices before it are kept no longer; undefined: all are kept. */
  readonly oldestIndex: string | undefined;
  /** ms since 1970. */
  readonly nowMs: number;
}

export function readBatch(
  { topic, partition, records }: Pick<StreamBatch, 'topic' | 'partition' | 'records'>,
  options: ReadOptions,
): BatchActions {
  const { sensors, oldestIndex = '' } = options;
  const indexedAt = new Date(options.nowMs).toISOString();
  const [deletions, documents] = [createChunkWriter(), createChunkWriter()];
  const indices = new Set<string>();
  const unreadable: UnreadableRecord[] = [];
  let [skipped, expired] = [0, 0];

  const write = (reading: Reading, sensor: string, origin: Origin) => {
    // What is replaced may lie anywhere in time: it goes with whatever replaces it.
    for (const { index, text } of deletionsOf(reading)) {
      if (index < oldestIndex) continue;
      indices.add(index);
      deletions.add(text, origin);
    }
    const index = indexOf(reading.measuredAt);
    if (index < oldestIndex) {
      expired += reading.measures.length;
      return;
    }
    if (reading.measures.length > 0) indices.add(index);
    for (const text of documentsOf(reading, origin, { index, sensor, indexedAt }))
      documents.add(text, origin);
  };

  for (const record of records) {
    const reading = parseReading(record);
    if (isUnreadable(reading)) {
      unreadable.push({ record, why: reading });
      continue;
    }
    const sensor = reading.replayed === true ? undefined : sensors.textOf(reading.sensorId);
    if (sensor === undefined) skipped += reading.measures.length;
    else write(reading, sensor, originOf(topic, partition, record, reading));
  }
  return {
    deletions: deletions.finish(),
    documents: documents.finish(),
    indices,
    unreadable,
    skipped,
    expired,
  };
}

function originOf(
  topic: string,
  partition: number,
  { offset }: StreamRecord,
  { sensorId, uid, raw }: Reading,
): Origin {
  return { topic, partition, offset, sensorId, uid, raw };
}
