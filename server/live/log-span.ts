import { READINGS } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { ReadSpan } from './missed';

/** Spans of the readings log, for what memory no longer holds. */
export function spanReader(reader: Pick<LogReader, 'readFrom'>): ReadSpan {
  return async (partition, from, to) => {
    const { records, next } = await reader.readFrom(READINGS, partition, from, to - from);
    // The log keeps neither holes nor records for ever: what doesn't begin at `from` has lost its beginning.
    if (records[0]?.offset !== from || next < to) return undefined;
    return records.filter((record) => record.offset < to);
  };
}
