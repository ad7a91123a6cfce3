import type { PoolClient } from 'pg';
import type { Count, GivenUp, Tally } from './count-unclaimed';
import type { KnownSource } from './unclaimed';

const SAMPLE_BYTES = 1024;

/** What is counted of a partition so far, what was heard longest ago first. */
export async function knownSources(
  { pool }: { readonly pool: Pick<PoolClient, 'query'> },
  partition: number,
): Promise<readonly KnownSource[]> {
  const { rows } = await pool.query<KnownSource>(
    'SELECT topic, reason, shape, kind, unlisted FROM inbox_source WHERE partition = $1 ORDER BY last_seen, topic, reason, shape',
    [partition],
  );
  return rows;
}

/** Adds a batch's counts inside its transaction: what comes twice is rolled back with it. */
export async function storeTally(
  client: PoolClient,
  partition: number,
  { counts, givenUp }: Tally,
): Promise<void> {
  if (givenUp.length > 0) await giveUp(client, partition, givenUp);
  if (counts.length > 0) await addCounts(client, partition, counts);
}

async function giveUp(client: PoolClient, partition: number, rows: readonly GivenUp[]): Promise<void> {
  const rests = new Map(rows.map(({ rest, unlisted }) => [rest, unlisted]));
  await client.query(GIVE_UP, [
    partition,
    rows.map(({ topic }) => topic),
    rows.map(({ reason }) => reason),
    rows.map(({ shape }) => shape),
    rows.map(({ rest }) => rest),
    [...rests.keys()],
    [...rests.values()].map((unlisted) => Buffer.from(unlisted)),
  ]);
}

async function addCounts(client: PoolClient, partition: number, counts: readonly Count[]): Promise<void> {
  // What stands for many topics is nobody's.
  const deviceOf = ({ unlisted, first }: Count) => (unlisted === null ? first.device : undefined);
  await client.query(STORE, [
    partition,
    counts.map(({ topic }) => topic),
    counts.map(({ reason }) => reason),
    counts.map(({ shape }) => shape),
    counts.map(({ kind }) => kind),
    counts.map(({ fields }) => JSON.stringify(fields)),
    counts.map(({ count }) => count),
    counts.map(({ first }) => first.offset),
    counts.map(({ last }) => last.offset),
    counts.map(({ first }) => first.atMs),
    counts.map(({ last }) => last.atMs),
    counts.map(({ last }) => last.topic),
    counts.map(({ last }) => Buffer.from(last.payload.subarray(0, SAMPLE_BYTES))),
    counts.map((count) => deviceOf(count)?.family ?? null),
    counts.map((count) => deviceOf(count)?.key ?? null),
    counts.map(({ last }) => last.login?.replaceAll('\0', '').slice(0, 120) ?? null),
    counts.map(({ unlisted }) => (unlisted === null ? null : Buffer.from(unlisted))),
  ]);
}

const GIVE_UP = `
  WITH gone AS (
    DELETE FROM inbox_source AS source
     USING unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS given (topic, reason, shape, rest)
     WHERE partition = $1::int AND source.topic = given.topic AND source.reason = given.reason AND source.shape = given.shape
       AND source.kind <> 'unlisted'
    RETURNING rest, source.*)
  INSERT INTO inbox_source AS known
    (topic, partition, reason, shape, kind, count, first_offset, last_offset, first_seen, last_seen, sample_topic, sample, unlisted)
  SELECT rest, $1::int, reason, '', 'unlisted', sum(count), min(first_offset), max(last_offset), min(first_seen), max(last_seen),
         (array_agg(sample_topic ORDER BY last_seen DESC))[1], (array_agg(sample ORDER BY last_seen DESC))[1], bits
    FROM gone JOIN unnest($6::text[], $7::bytea[]) AS rests (filter, bits) ON filter = rest GROUP BY rest, reason, bits
  ON CONFLICT (topic, partition, reason, shape) DO UPDATE SET
    count = known.count + excluded.count, first_seen = least(known.first_seen, excluded.first_seen),
    first_offset = least(known.first_offset, excluded.first_offset), unlisted = excluded.unlisted`;

// The gap between two messages is learnt: a batch counts for a third, and one long silence for no more than five gaps.
const STORE = `
  INSERT INTO inbox_source AS known
    (topic, partition, reason, shape, kind, fields, count, first_offset, last_offset, first_seen, last_seen, gap_ms,
     sample_topic, sample, family, device_key, login, unlisted)
  SELECT topic, $1::int, reason, shape, kind, fields, count, first_offset, last_offset,
         to_timestamp(first_ms / 1000.0), to_timestamp(last_ms / 1000.0),
         CASE WHEN count > 1 THEN greatest(0, last_ms - first_ms) / (count - 1) END,
         sample_topic, sample, family, device_key, login, unlisted
  FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::bigint[], $8::bigint[], $9::bigint[],
              $10::float8[], $11::float8[], $12::text[], $13::bytea[], $14::text[], $15::text[], $16::text[], $17::bytea[])
    AS counted (topic, reason, shape, kind, fields, count, first_offset, last_offset, first_ms, last_ms, sample_topic,
                sample, family, device_key, login, unlisted)
  -- In one order for all writers, or two partitions could wait for each other's rows.
  ORDER BY topic, reason, shape
  ON CONFLICT (topic, partition, reason, shape) DO UPDATE SET
    count = known.count + excluded.count, last_offset = excluded.last_offset, last_seen = excluded.last_seen,
    gap_ms = CASE WHEN known.gap_ms IS NULL THEN ${gapSince('known', 'excluded')}
                  ELSE known.gap_ms * 0.67 + 0.33 * least(known.gap_ms * 5 + 1000, ${gapSince('known', 'excluded')}) END,
    sample_topic = excluded.sample_topic, sample = excluded.sample, login = coalesce(excluded.login, known.login),
    unlisted = excluded.unlisted`;

function gapSince(known: string, now: string): string {
  return `greatest(0, extract(epoch FROM ${now}.last_seen - ${known}.last_seen) * 1000)::float8 / ${now}.count`;
}
