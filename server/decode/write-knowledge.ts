import type { PoolClient, QueryResultRow } from 'pg';
import { type Database, inTransaction } from '@/server/database';
import { MOST_VERSIONS } from './family-memory';
import type { Told } from './told-history';

/** Heard by whoever would rather not wait for its next look. */
const KNOWLEDGE_CHANNEL = 'hearth_knowledge';
const WRITERS_LOCK = 'hearth mapping apply';

/** Until the transaction ends: one writer at a time, so that `written` rises with every commit. A decoder's look builds on that. */
export async function writeAlone(client: PoolClient): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [WRITERS_LOCK]);
}

/**
 * The rows that a query finds once nobody is writing. What is written afterwards holds no sooner than a second later, however long
 * its transaction takes. A writer that does not end is an error after five seconds.
 */
export function afterWriters<Row extends QueryResultRow>(
  database: Pick<Database, 'pool'>,
  query: string,
): Promise<readonly Row[]> {
  return inTransaction(
    database,
    async (client) => {
      await client.query('SELECT pg_advisory_xact_lock_shared(hashtext($1))', [WRITERS_LOCK]);
      const { rows } = await client.query<Row>(query);
      return rows;
    },
    "BEGIN READ ONLY; SET LOCAL lock_timeout = '5s'",
  );
}

/** Tells of what this transaction writes, once it is committed. */
export async function announce(client: PoolClient, what: string): Promise<void> {
  await client.query('SELECT pg_notify($1, $2)', [KNOWLEDGE_CHANNEL, what]);
}

/**
 * One second from now by the database's clock, the only one that all writers share, and later than any before. Taken last:
 * a decoder's look must find what is written well before it holds.
 */
export async function momentOfValidity(client: PoolClient): Promise<string> {
  const { rows } = await client.query<{ moment: string }>(
    `SELECT to_char(greatest(clock_timestamp() + interval '1 second',
                             (SELECT max(valid_from) + interval '1 microsecond' FROM mapping_version),
                             (SELECT max(valid_from) + interval '1 microsecond' FROM binding),
                             (SELECT max(valid_from) + interval '1 microsecond' FROM believable_range),
                             (SELECT max(valid_from) + interval '1 microsecond' FROM device_setting))
                    AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS moment`,
  );
  return rows[0]?.moment ?? new Date(Date.now() + 1000).toISOString();
}

/** Stores what devices told; what is stored already stays. */
export async function storeTold(client: PoolClient, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  await writeAlone(client);
  await client.query(
    `INSERT INTO knowledge (family, key, valid_from, hash, content)
     SELECT family, key, timestamptz 'epoch' + valid_from * interval '1 microsecond', hash, content
     FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
       AS told (family, key, valid_from, hash, content)
     ON CONFLICT DO NOTHING`,
    [
      told.map(({ family }) => family),
      told.map(({ key }) => key),
      told.map(({ validFrom }) => validFrom),
      told.map(({ hash }) => hash),
      told.map(({ content }) => content),
    ],
  );
  await forgetOldest(client, told);
}

/** As decoders do: of one key the newest are kept. */
async function forgetOldest(client: PoolClient, told: readonly Told[]): Promise<void> {
  await client.query(
    `DELETE FROM knowledge USING (
       SELECT DISTINCT given.family, given.key, kept.valid_from
       FROM unnest($1::text[], $2::text[]) AS given (family, key)
       CROSS JOIN LATERAL (
         SELECT valid_from FROM knowledge WHERE family = given.family AND key = given.key
         ORDER BY valid_from DESC OFFSET $3 LIMIT 1
       ) AS kept
     ) AS old
     WHERE knowledge.family = old.family AND knowledge.key = old.key AND knowledge.valid_from <= old.valid_from`,
    [told.map(({ family }) => family), told.map(({ key }) => key), MOST_VERSIONS],
  );
}
