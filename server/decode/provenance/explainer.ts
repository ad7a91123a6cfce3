import type { Provenance, Reader, SentRecord, StoredReading } from '@/contracts/provenance';
import { RAW } from '@/contracts/topics';
import type { Database } from '@/server/database';
import type { LogReader } from '@/server/stream/log-reader';
import { createExclusions } from '../exclusions';
import { createKnowledge } from '../knowledge';
import { payloadOf, readHeader } from '../raw-record';
import { decodedRecord } from './decoded-record';
import { type Asked, type Explained, explain, type RawRecord } from './explain';
import { readerWords } from './reader-words';
import { shownPayload } from './shown-payload';

/** A reading of history, and how to tell its own message from one that stands in its place in a log made anew. */
export interface ReadingToExplain extends StoredReading {
  readonly series: { readonly quantity: string; readonly channel: string | null; readonly unit: string };
  readonly sensorId: string;
  isOf(uid: string): boolean;
}

export type Explanation = Pick<Provenance, 'sent' | 'reader' | 'formula' | 'believable' | 'decoded' | 'now'>;

/** Tells where numbers come from; keeps what decode must know as fresh as decode does. */
export interface Explainer {
  /** Throws when Kafka or the database is away. `zone`: the home's. */
  explain(reading: ReadingToExplain, zone: string): Promise<Explanation>;
}

const NOTHING: Explanation = {
  ...{ sent: null, reader: null, formula: null, believable: null, decoded: null, now: null },
};

export function createExplainer(
  database: Pick<Database, 'pool'>,
  log: Pick<LogReader, 'bounds' | 'readFrom' | 'readRecord' | 'offsetAtOrAfter'>,
): Explainer {
  const knowledge = createKnowledge(database.pool);
  const exclusions = createExclusions(database.pool);

  /** Undefined where the log holds it no longer, another one stands there, or it was taken out. */
  async function recordOf({ raw, isOf }: ReadingToExplain): Promise<RawRecord | undefined> {
    const record = await log.readRecord(RAW, raw.partition, raw.offset);
    const read = record && readHeader(record);
    if (record === undefined || read === undefined || !('header' in read) || !isOf(read.header.uid))
      return undefined;
    const { header } = read;
    const [at] = (await log.bounds(RAW)).filter(({ partition }) => partition === raw.partition);
    const isTakenOut = exclusions.covers({ ...raw, topicId: at?.topicId ?? '', topic: header.topic });
    return isTakenOut ? undefined : { ...raw, header, payload: payloadOf(record), atMs: record.timestampMs };
  }

  async function writtenIn(
    { sensorId, generation }: ReadingToExplain,
    { uid, receivedMs }: { readonly uid: string; readonly receivedMs: number },
  ): Promise<Explanation['decoded']> {
    const sinceMs = generation === 0 ? receivedMs : await askedAt(database, generation);
    if (sinceMs === undefined) return null;
    return (await decodedRecord(log, { sensorId, uid, replay: generation, sinceMs })) ?? null;
  }

  return {
    explain: async (reading, zone) => {
      await Promise.all([knowledge.refresh(), exclusions.refresh()]);
      const record = await recordOf(reading);
      if (record === undefined) return NOTHING;
      const asked: Asked = { ...reading.series, sensorId: reading.sensorId, at: reading.at };
      const explained = await explain(record, knowledge.memory, zone, asked);
      const { uid, received } = record.header;
      return {
        sent: sentRecord(record, explained),
        reader: explained === undefined ? null : await readerOf(database, explained),
        formula: explained?.formula ?? null,
        believable: explained?.believable ?? null,
        decoded: await writtenIn(reading, { uid, receivedMs: Math.floor(received / 1000) }),
        now: differenceOf(reading, explained),
      };
    },
  };
}

/** When a replay was asked for, ms since 1970. */
async function askedAt({ pool }: Pick<Database, 'pool'>, replay: number): Promise<number | undefined> {
  const { rows } = await pool.query<{ at: number }>(
    'SELECT floor(extract(epoch FROM asked_at) * 1000)::float8 AS at FROM replay_job WHERE id = $1',
    [replay],
  );
  return rows[0]?.at;
}

function sentRecord({ header, payload }: RawRecord, explained: Explained | undefined): SentRecord {
  const { topic, qos, retain, dup, device, via, source, received } = header;
  return {
    ...{ topic, qos, retain, dup },
    ...(device !== undefined && { device }),
    ...(via !== undefined && { via }),
    ...(source !== undefined && { source }),
    receivedAt: received,
    bytes: payload.length,
    shown: shownPayload(payload, explained?.place, explained?.isBytes),
    ...(explained?.isTooBig === true && { isTooBig: true }),
  };
}

async function readerOf(database: Pick<Database, 'pool'>, { reader }: Explained): Promise<Reader> {
  return reader.kind === 'family' ? reader : readerWords(database, reader.id, reader.version);
}

function differenceOf({ value }: StoredReading, explained: Explained | undefined): Provenance['now'] {
  if (explained === undefined) return 'nothing';
  return explained.measure.value === value ? null : { value: explained.measure.value };
}
