import { UnreadableBatch } from '@/server/stream/decode-records';
import type { LogReader } from '@/server/stream/log-reader';

const PARTITIONS = 4;
const NEWEST = 25;

export interface MessageSample {
  readonly looked: number;
  /** How many have no key. */
  readonly without: number;
  /** Key and value of the largest, in bytes. */
  readonly largest: number;
}

/** The newest messages of a few partitions; undefined where they can't be unpacked. */
export async function sampleMessages(log: LogReader, topic: string): Promise<MessageSample | undefined> {
  const partitions = (await log.bounds(topic)).filter(({ logStart, logEnd }) => logEnd > logStart);
  try {
    const samples = await Promise.all(
      partitions
        .slice(0, PARTITIONS)
        .map(({ partition, logStart, logEnd }) =>
          log.readFrom(topic, partition, Math.max(logStart, logEnd - NEWEST), NEWEST),
        ),
    );
    const records = samples.flatMap((sample) => sample.records);
    const sizes = records.map(({ key, value }) => (key?.length ?? 0) + (value?.length ?? 0));
    return {
      looked: records.length,
      without: records.filter(({ key }) => key === null).length,
      largest: Math.max(0, ...sizes),
    };
  } catch (error) {
    if (error instanceof UnreadableBatch) return undefined;
    throw error;
  }
}
