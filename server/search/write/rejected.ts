import type { Pool } from 'pg';
import type { DeadLetterHeaders } from '@/contracts/dead-letter';
import { DEAD_LETTERS } from '@/contracts/topics';
import { appendAll } from '@/server/stream/appender';
import type { Appender, OutgoingRecord } from '@/server/stream/types';
import { SearchFault } from '../target/search-fault';
import type { Refused } from './bulk-answer';

/** So many are kept to be tried again. More are no accident: nothing more is passed over. */
const MOST_REJECTED = 10_000;
const DETAIL_CHARACTERS = 300;

function letterOf({ action, status, type, reason }: Refused): OutgoingRecord {
  const { topic, partition, offset, uid, raw, sensorId } = action.origin;
  const headers: DeadLetterHeaders = {
    code: 'SINK_REJECT',
    detail: `${topic}/${partition}@${offset} ${type} (${status}): ${reason}`.slice(0, DETAIL_CHARACTERS),
    stage: 'search',
    uid,
    rawPartition: String(raw.p),
    rawOffset: String(raw.o),
  };
  return { topic: DEAD_LETTERS, key: sensorId, value: null, headers: { ...headers } };
}

const KEEP = `
  INSERT INTO search_rejected (cluster, index_name, document_id, version, document, sensor_id, topic, partition,
                               record_offset, status, type, reason)
  SELECT $1, * FROM unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::int[],
                           $9::bigint[], $10::int[], $11::text[], $12::text[])
  ON CONFLICT (cluster, index_name, document_id) DO UPDATE SET
    version = excluded.version, document = excluded.document, status = excluded.status, type = excluded.type,
    reason = excluded.reason, rejected_at = now()`;

/** Keeps them to be tried again, and tells of each. Throws `SearchFault` when too many wait already. */
export async function tellRejected(
  { pool, appender, cluster }: { readonly pool: Pool; readonly appender: Appender; readonly cluster: string },
  refused: readonly Refused[],
): Promise<void> {
  if (refused.length === 0) return;
  await keepRejected(pool, cluster, refused);
  await appendAll(appender, refused.map(letterOf));
}

/** Keeps them to be tried again, each once. Throws `SearchFault` when too many wait already. */
async function keepRejected(pool: Pool, cluster: string, rejected: readonly Refused[]): Promise<void> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM search_rejected WHERE cluster = $1',
    [cluster],
  );
  if ((rows[0]?.count ?? 0) >= MOST_REJECTED)
    throw new SearchFault(
      'refused',
      `${MOST_REJECTED} documents were refused and wait to be tried again: mend what refuses them (the newest: ${rejected[0]?.reason}) and try them again.`,
    );
  // One statement may name a key once.
  const distinct = [
    ...new Map(rejected.map((one) => [`${one.action.index} ${one.action.id}`, one])).values(),
  ];
  const column = <Value>(of: (one: Refused) => Value) => distinct.map(of);
  await pool.query(KEEP, [
    cluster,
    column(({ action }) => action.index),
    column(({ action }) => action.id),
    column(({ action }) => action.version),
    column(({ action }) => action.body),
    column(({ action }) => action.origin.sensorId),
    column(({ action }) => action.origin.topic),
    column(({ action }) => action.origin.partition),
    column(({ action }) => action.origin.offset),
    column(({ status }) => status),
    column(({ type }) => type.slice(0, 100)),
    column(({ reason }) => reason),
  ]);
}
