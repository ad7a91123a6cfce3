import type { DecodedRecord } from '@/contracts/provenance';
import { BACKFILL, READINGS } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import { partitionOf } from '@/server/stream/murmur2';

/** What wrote it is seldom further behind than this many readings of one partition: beyond, the search is given up. */
const LOOKED_THROUGH = 5_000;
const AT_ONCE = 500;

export interface WrittenReading {
  readonly sensorId: string;
  /** Of its raw record. */
  readonly uid: string;
  /** The replay that wrote it; 0: decode, as it came. */
  readonly replay: number;
  /** It was written from here on, ms since 1970. */
  readonly sinceMs: number;
}

/** The record in which a reading was written; undefined where the log doesn't hold it, or not within the first ones since then. */
export async function decodedRecord(
  log: Pick<LogReader, 'bounds' | 'readFrom' | 'offsetAtOrAfter'>,
  { sensorId, uid, replay, sinceMs }: WrittenReading,
): Promise<DecodedRecord | undefined> {
  const topic = replay === 0 ? READINGS : BACKFILL;
  const partitions = (await log.bounds(topic)).length;
  if (partitions === 0) return undefined;
  const key = Buffer.from(sensorId);
  const partition = partitionOf(key, key.length, partitions);
  let next = await log.offsetAtOrAfter(topic, partition, sinceMs);
  for (let seen = 0; next !== undefined && seen < LOOKED_THROUGH; seen += AT_ONCE) {
    const read = await log.readFrom(topic, partition, next, AT_ONCE);
    const found = read.records.find(({ key: of, value }) => of?.equals(key) && isOf(value, uid, replay));
    if (found !== undefined) return { topic, partition, offset: found.offset, at: found.timestampMs };
    if (read.records.length < AT_ONCE) return undefined;
    next = read.next;
  }
  return undefined;
}

/** Told by its text first: not every record is worth parsing. */
function isOf(value: Buffer | null, uid: string, replay: number): boolean {
  if (value === null || !value.includes(uid)) return false;
  try {
    const reading = JSON.parse(value.toString('utf8'));
    return reading.uid === uid && (reading.replay ?? 0) === replay;
  } catch {
    return false;
  }
}
