import { RAW } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { PartitionStart } from '@/server/stream/types';

/** What of a partition lies in a span: offsets from `first` on, before `end`. */
export interface LogPart {
  readonly partition: number;
  readonly first: number;
  readonly end: number;
}

type Log = Pick<LogReader, 'bounds' | 'readFrom' | 'offsetAtOrAfter'>;

/** Where the raw log's messages since a moment (ms since 1970) lie, and from when on it has all of them; null: since before. */
export async function partsOf(
  log: Log,
  from: number,
): Promise<{ readonly parts: readonly LogPart[]; readonly beginsAt: number | null }> {
  const bounds = await log.bounds(RAW);
  const parts = await Promise.all(
    bounds.map(async ({ partition, logEnd }) => {
      const first = (await log.offsetAtOrAfter(RAW, partition, from)) ?? logEnd;
      return { partition, first, end: logEnd };
    }),
  );
  const beginsAt = await beginningOf(log, bounds);
  return { parts, beginsAt: beginsAt === undefined || beginsAt <= from ? null : beginsAt };
}

/** The first message of a log that has lost none; else the moment from which no partition lacks one. */
async function beginningOf(log: Log, bounds: readonly PartitionStart[]): Promise<number | undefined> {
  const firsts = await Promise.all(
    bounds.map(async ({ partition, logStart }) => {
      const { records } = await log.readFrom(RAW, partition, logStart, 1);
      return { isCut: logStart > 0, at: records[0]?.timestampMs };
    }),
  );
  const there = firsts.flatMap(({ isCut, at }) => (at === undefined ? [] : [{ isCut, at }]));
  if (there.length === 0) return undefined;
  const cut = there.filter(({ isCut }) => isCut).map(({ at }) => at);
  return cut.length > 0 ? Math.max(...cut) : Math.min(...there.map(({ at }) => at));
}
