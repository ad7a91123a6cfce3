import { UnreadableBatch } from '@/server/stream/decode-records';
import type { LogReader } from '@/server/stream/log-reader';

const PARTITIONS = 4;
const NEWEST = 25;

export interface KeySample {
  readonly looked: number;
  readonly without: number;
}

/** Of the newest messages of a few partitions, how many have no key; undefined where they can't be unpacked. */
export async function sampleKeys(log: LogReader, topic: string): Promise<KeySample | undefined> {
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
    return { looked: records.length, without: records.filter(({ key }) => key === null).length };
  } catch (error) {
    if (error instanceof UnreadableBatch) return undefined;
    throw error;
  }
}
