import type { PoolClient } from 'pg';
import type { SentMessage } from '@/contracts/history';
import { parseRawHeader, RAW_HEADER } from '@/contracts/raw-message';
import { RAW } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';

const SHOWN_BYTES = 2_048;

interface Place {
  readonly partition: number;
  readonly offset: string;
  readonly measuredAt: number;
}

/** Where the newest readings of a series stand in the raw log, newest first, each message once. */
export async function rawPlaces(
  client: PoolClient,
  seriesId: number | undefined,
  limit: number,
): Promise<readonly Place[]> {
  const { rows } = await client.query<Place>(
    `SELECT raw_partition AS partition, raw_offset AS offset, (extract(epoch FROM max(time)) * 1000)::float8 AS "measuredAt"
     FROM (SELECT * FROM telemetry.reading WHERE series_id = $1 ORDER BY time DESC, tie DESC LIMIT $2) AS newest
     GROUP BY raw_partition, raw_offset ORDER BY max(time) DESC`,
    [seriesId ?? null, limit],
  );
  return rows;
}

/** What was sent, byte for byte; a message that the raw log no longer holds is told as such. */
export async function readRawMessages(
  log: Pick<LogReader, 'readRecord'>,
  places: readonly Place[],
): Promise<readonly SentMessage[]> {
  return Promise.all(
    places.map(async ({ partition, offset, measuredAt }) => {
      const place = { measuredAt, partition, offset: Number(offset) };
      const record = await log.readRecord(RAW, partition, Number(offset));
      if (record === undefined) return { ...place, sent: null };
      const value = record.value ?? Buffer.alloc(0);
      const { topic, qos, retain } = parseRawHeader(record.headers[RAW_HEADER]?.toString('utf8') ?? '');
      return { ...place, sent: { topic, qos, retain, bytes: value.length, ...shown(value) } };
    }),
  );
}

/** Text where it is text, else hexadecimal. */
function shown(value: Buffer): { readonly payload: string; readonly isText: boolean } {
  const first = value.subarray(0, SHOWN_BYTES);
  try {
    // The last character may be cut in two.
    return {
      payload: new TextDecoder('utf-8', { fatal: true }).decode(first, { stream: true }),
      isText: true,
    };
  } catch {
    return { payload: first.toString('hex'), isText: false };
  }
}
