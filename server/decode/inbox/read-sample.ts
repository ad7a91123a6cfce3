import type { InboxSample } from '@/contracts/inbox';
import { RAW } from '@/contracts/topics';
import type { Database } from '@/server/database';
import type { LogReader } from '@/server/stream/log-reader';
import { leavesOf } from '../leaves';
import { payloadOf, readHeader } from '../raw-record';
import { textOf } from './payload-shape';

const SHOWN_CHARACTERS = 4_000;
const SHOWN_BYTES = 256;

/** A topic of a partition, or a device. */
export type SampleOf =
  | { readonly topic: string; readonly partition: number }
  | { readonly family: string; readonly key: string };

interface Kept {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly at: number;
  readonly sample: Buffer;
}

/** The newest message of a topic or a device: from the raw log, else what was kept of it. Null where there was none. */
export async function readSample(
  {
    database,
    log,
  }: { readonly database: Pick<Database, 'pool'>; readonly log: Pick<LogReader, 'readRecord'> },
  of: SampleOf | undefined,
): Promise<InboxSample | null> {
  if (of === undefined) return null;
  const kept = await keptSample(database, of);
  if (kept === undefined) return null;
  const { topic, partition, at } = kept;
  const offset = Number(kept.offset);
  const payload = await fromLog(log, { topic, partition, offset });
  const shown = payload ?? kept.sample;
  const text = textOf(shown);
  return {
    ...{ topic, log: RAW, partition, offset, at },
    text: text?.slice(0, SHOWN_CHARACTERS) ?? null,
    hex: text === undefined ? Buffer.from(shown.subarray(0, SHOWN_BYTES)).toString('hex') : null,
    bytes: shown.length,
    leaves: text === undefined ? [] : leavesOf(text),
    isGone: payload === undefined,
  };
}

async function keptSample({ pool }: Pick<Database, 'pool'>, of: SampleOf): Promise<Kept | undefined> {
  const [where, values] =
    'topic' in of
      ? ["reason = 'UNCLAIMED' AND topic = $1 AND partition = $2", [of.topic, of.partition]]
      : ["reason = 'DEVICE_HEARD' AND family = $1 AND device_key = $2", [of.family, of.key]];
  const { rows } = await pool.query<Kept>(
    `SELECT sample_topic AS topic, partition, last_offset AS offset, sample,
            (extract(epoch FROM last_seen) * 1000)::float8 AS at
     FROM inbox_source WHERE ${where} ORDER BY last_seen DESC, last_offset DESC LIMIT 1`,
    values,
  );
  return rows[0];
}

/** Undefined where the log has forgotten it, has another message there, or doesn't answer. */
async function fromLog(
  log: Pick<LogReader, 'readRecord'>,
  {
    topic,
    partition,
    offset,
  }: { readonly topic: string; readonly partition: number; readonly offset: number },
): Promise<Uint8Array | undefined> {
  const record = await log.readRecord(RAW, partition, offset).catch(() => undefined);
  if (record === undefined) return undefined;
  const read = readHeader(record);
  return 'header' in read && read.header.topic === topic ? payloadOf(record) : undefined;
}
