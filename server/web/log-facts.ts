import { DEAD_LETTER_SAMPLE_BYTES } from '@/contracts/dead-letter';
import type { LetterSample, LogFacts } from '@/contracts/pipeline';
import { DEAD_LETTERS, RAW, READINGS } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { PartitionStart, StreamRecord } from '@/server/stream/types';

const NEWEST = 8;
const SAMPLE_CHARACTERS = 200;

/** What Kafka holds of Hearth's. Throws while Kafka is away. */
export async function readLogFacts(reader: LogReader): Promise<Omit<LogFacts, 'readAt' | 'problem'>> {
  const [raw, readings, letters] = await Promise.all([
    reader.bounds(RAW),
    reader.bounds(READINGS),
    reader.bounds(DEAD_LETTERS),
  ]);
  return {
    raw: heldIn(raw),
    readings: heldIn(readings),
    letters: heldIn(letters),
    newest: await newestLetters(reader, letters),
  };
}

function heldIn(partitions: readonly PartitionStart[]): number {
  return partitions.reduce((sum, { logStart, logEnd }) => sum + logEnd - logStart, 0);
}

async function newestLetters(
  reader: LogReader,
  partitions: readonly PartitionStart[],
): Promise<readonly LetterSample[]> {
  const tails = await Promise.all(
    partitions.map(({ partition, logStart, logEnd }) =>
      reader.readFrom(DEAD_LETTERS, partition, Math.max(logStart, logEnd - NEWEST), NEWEST),
    ),
  );
  const newest = tails
    .flatMap(({ records }) => records)
    .sort((one, other) => other.timestampMs - one.timestampMs)
    .slice(0, NEWEST);
  return Promise.all(newest.map((record) => letterOf(reader, record)));
}

async function letterOf(reader: LogReader, record: StreamRecord): Promise<LetterSample> {
  const header = (name: string) => record.headers[name]?.toString('utf8') ?? '';
  const bytes = record.value ?? (await rawBytes(reader, header('rawPartition'), header('rawOffset')));
  return {
    at: record.timestampMs,
    code: header('code'),
    stage: header('stage'),
    detail: header('detail'),
    topic: header('topic'),
    standsFor: Number(header('standsFor')) || 1,
    sample: bytes === undefined ? null : textOf(bytes),
  };
}

/** The bytes a letter speaks of, which stay in the raw log. */
async function rawBytes(reader: LogReader, partition: string, offset: string): Promise<Buffer | undefined> {
  if (partition === '' || offset === '') return undefined;
  const record = await reader.readRecord(RAW, Number(partition), Number(offset));
  return record && (record.value ?? Buffer.alloc(0));
}

/** What is no text is shown by its replacement characters. */
function textOf(bytes: Buffer): string {
  return bytes.subarray(0, DEAD_LETTER_SAMPLE_BYTES).toString('utf8').slice(0, SAMPLE_CHARACTERS);
}
