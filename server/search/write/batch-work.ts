import type { Reading } from '@/contracts/reading';
import { isUnreadable, parseReading } from '@/server/readings/parse-reading';
import type { UnreadableRecord } from '@/server/readings/unreadable-letters';
import type { StreamBatch, StreamRecord } from '@/server/stream/types';
import { actionsOf, type RecordPlace, type SearchAction } from './document';
import type { SensorBook } from './sensor-book';

/** Where an action comes from. */
export interface Origin {
  readonly place: RecordPlace;
  readonly uid: string;
  readonly raw: { readonly p: number; readonly o: number };
}

/** What a batch of readings asks of the search server. */
export interface BatchActions {
  readonly actions: readonly SearchAction[];
  readonly origins: ReadonlyMap<SearchAction, Origin>;
  readonly unreadable: readonly UnreadableRecord[];
  /** Measures that become no document: their sensor is no more, or the broker had kept the message. */
  readonly skipped: number;
  /** Measures of a month that is kept no longer. */
  readonly expired: number;
}

export interface ReadOptions {
  readonly sensors: Pick<SensorBook, 'find'>;
  /** Indices before it are kept no longer; undefined: all are kept. */
  readonly oldestIndex: string | undefined;
  /** Only what was measured within it, µs since 1970; undefined: all. */
  readonly span?: { readonly from: number; readonly to: number };
  /** ms since 1970. */
  readonly nowMs: number;
}

export function readBatch(
  { topic, partition, records }: Pick<StreamBatch, 'topic' | 'partition' | 'records'>,
  options: ReadOptions,
): BatchActions {
  const deletions: SearchAction[] = [];
  const documents: SearchAction[] = [];
  const origins = new Map<SearchAction, Origin>();
  const unreadable: UnreadableRecord[] = [];
  let [skipped, expired] = [0, 0];
  for (const record of records) {
    const reading = parseReading(record);
    if (isUnreadable(reading)) {
      unreadable.push({ record, why: reading });
      continue;
    }
    const sensor = reading.replayed === true ? undefined : options.sensors.find(reading.sensorId);
    if (sensor === undefined) {
      skipped += reading.measures.length;
      continue;
    }
    const place = placeOf(topic, partition, record);
    const origin: Origin = { place, uid: reading.uid, raw: reading.raw };
    for (const action of actionsOf(reading, place, sensor, options.nowMs)) {
      if (!isWanted(reading, action, options)) continue;
      if (options.oldestIndex !== undefined && action.index < options.oldestIndex) {
        if (action.kind === 'index') expired += 1;
        continue;
      }
      (action.kind === 'delete' ? deletions : documents).push(action);
      origins.set(action, origin);
    }
  }
  // What is replaced goes first: one record may write what another replaces.
  const actions = deletions.length === 0 ? documents : [...deletions, ...documents];
  return { actions, origins, unreadable, skipped, expired };
}

function placeOf(topic: string, partition: number, { offset }: StreamRecord): RecordPlace {
  return { topic, partition, offset };
}

/** What is replaced may lie anywhere in time: it goes with whatever replaces it. */
function isWanted({ measuredAt }: Reading, { kind }: SearchAction, { span }: ReadOptions): boolean {
  return span === undefined || kind === 'delete' || (measuredAt >= span.from && measuredAt < span.to);
}
