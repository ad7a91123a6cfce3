import type { DecodedRecord } from '@/contracts/provenance';
import { READINGS } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import { partitionOf } from '@/server/stream/murmur2';

/** Decode is seldom further behind than this many readings of one partition: beyond, the search is given up. */
const LOOKED_THROUGH = 5_000;
const AT_ONCE = 500;

/**
 * The record in which decode wrote the reading of a raw record; undefined where the log doesn't hold it, or not within the
 * records that followed the receipt.
 */
export async function decodedRecord(
  log: Pick<LogReader, 'bounds' | 'readFrom' | 'offsetAtOrAfter'>,
  {
    sensorId,
    uid,
    receivedMs,
  }: { readonly sensorId: string; readonly uid: string; readonly receivedMs: number },
): Promise<DecodedRecord | undefined> {
  const partitions = (await log.bounds(READINGS)).length;
  if (partitions === 0) return undefined;
  const key = Buffer.from(sensorId);
  const partition = partitionOf(key, key.length, partitions);
  let next = await log.offsetAtOrAfter(READINGS, partition, receivedMs);
  for (let seen = 0; next !== undefined && seen < LOOKED_THROUGH; seen += AT_ONCE) {
    const read = await log.readFrom(READINGS, partition, next, AT_ONCE);
    const found = read.records.find(({ key: of, value }) => of?.equals(key) && isOf(value, uid));
    if (found !== undefined)
      return { topic: READINGS, partition, offset: found.offset, at: found.timestampMs };
    if (read.records.length < AT_ONCE) return undefined;
    next = read.next;
  }
  return undefined;
}

/** Told by its text first: not every record is worth parsing. */
function isOf(value: Buffer | null, uid: string): boolean {
  if (value === null || !value.includes(uid)) return false;
  try {
    return JSON.parse(value.toString('utf8')).uid === uid;
  } catch {
    return false;
  }
}
