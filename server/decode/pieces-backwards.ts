import { RAW } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { PartitionStart, StreamRecord } from '@/server/stream/types';

const FIRST_PIECE = 25;
const LARGEST_PIECE = 500;
const PIECE_BYTES = 4 * 1024 * 1024;
/** What is read of one partition at most, whatever it holds. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * The newest records of a partition of the raw log, up to `most`, the newest pieces first; each piece in the log's order. How many are
 * read at once follows from how large the last ones were, and it ends sooner where they are very large.
 */
export async function* piecesBackwards(
  log: Pick<LogReader, 'readFrom'>,
  { partition, logStart, logEnd }: PartitionStart,
  most: number,
): AsyncGenerator<readonly StreamRecord[]> {
  const first = Math.max(logStart, logEnd - most);
  let [before, piece, bytes] = [logEnd, FIRST_PIECE, 0];
  while (before > first && bytes < MOST_BYTES) {
    const from = Math.max(first, before - piece);
    const { records } = await log.readFrom(RAW, partition, from, before - from);
    yield records.filter(({ offset }) => offset < before);
    before = from;
    const read = records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    bytes += read;
    piece = pieceAfter(read / Math.max(1, records.length));
  }
}

function pieceAfter(meanBytes: number): number {
  return Math.min(LARGEST_PIECE, Math.max(1, Math.floor(PIECE_BYTES / Math.max(1, meanBytes))));
}
