import type { Fetched, TopicPartition } from './partition-tail';
import type { StreamBatch, StreamRecord } from './types';

const BATCH_RECORDS = 2_000;
const BATCH_BYTES = 1_048_576;

/**
 * What was fetched in batches a projection can take at once. The first begins at `first`, each next where the one before
 * ended: what the log has no record of is covered by the batch around it.
 */
export function batchesOf(at: TopicPartition, fetched: Fetched, first: number): StreamBatch[] {
  const cuts = cut(fetched.records);
  let begin = first;
  return cuts.map((records, index) => {
    const next = cuts[index + 1]?.[0]?.offset ?? fetched.next;
    const batch = { ...at, records, first: begin, next, end: fetched.end };
    begin = next;
    return batch;
  });
}

function cut(records: readonly StreamRecord[]): (readonly StreamRecord[])[] {
  const cuts: (readonly StreamRecord[])[] = [];
  let begin = 0;
  let bytes = 0;
  records.forEach((record, index) => {
    const size = (record.key?.length ?? 0) + (record.value?.length ?? 0);
    if (index > begin && (index - begin === BATCH_RECORDS || bytes + size > BATCH_BYTES)) {
      cuts.push(records.slice(begin, index));
      begin = index;
      bytes = 0;
    }
    bytes += size;
  });
  if (begin < records.length) cuts.push(begin === 0 ? records : records.slice(begin));
  return cuts;
}
