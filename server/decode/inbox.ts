import type { PoolClient } from 'pg';
import { topicPattern } from './topic-pattern';

/**
 * `UNCLAIMED`: nothing knows the topic. `DEVICE_HEARD`: a known format, from a device that feeds no sensor. `UNKNOWN_DEVICE`: a known
 * format, ahead of what its device has yet to tell of itself.
 */
export type InboxReason = 'UNCLAIMED' | 'DEVICE_HEARD' | 'UNKNOWN_DEVICE';

/** A message that no sensor gets anything of. */
export interface Unclaimed {
  readonly reason: InboxReason;
  readonly topic: string;
  readonly offset: number;
  readonly atMs: number;
  readonly payload: Uint8Array;
}

const SAMPLE_BYTES = 1024;
/** Who invents topics must not make the table grow for ever: beyond these, all is counted as `#`. */
const KNOWN_PATTERNS = 5_000;
const THE_REST = '#';

interface Count {
  readonly pattern: string;
  readonly reason: InboxReason;
  count: number;
  readonly first: Unclaimed;
  last: Unclaimed;
}

/** Counts what nobody gets, a row a pattern of topics, reason and partition. */
export interface Inbox {
  tally(unclaimed: readonly Unclaimed[]): readonly Count[];
}

export function createInbox(): Inbox {
  const known = new Set<string>();
  return {
    tally: (unclaimed) => {
      const counts = new Map<string, Count>();
      for (const message of unclaimed) {
        const pattern = admitted(known, topicPattern(message.topic));
        const { reason } = message;
        const name = `${reason} ${pattern}`;
        const before = counts.get(name);
        if (before === undefined)
          counts.set(name, { pattern, reason, count: 1, first: message, last: message });
        else {
          before.count += 1;
          before.last = message;
        }
      }
      return [...counts.values()];
    },
  };
}

/** Adds a batch's counts inside its transaction: what comes twice is rolled back with it. */
export async function storeCounts(
  client: PoolClient,
  partition: number,
  counts: readonly Count[],
): Promise<void> {
  if (counts.length === 0) return;
  await client.query(
    `INSERT INTO inbox_source AS known
       (pattern, partition, reason, count, first_offset, last_offset, first_seen, last_seen, sample_topic, sample)
     SELECT pattern, $1::int, reason, count, first_offset, last_offset,
            to_timestamp(first_ms / 1000.0), to_timestamp(last_ms / 1000.0), sample_topic, sample
     FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::float8[], $8::float8[], $9::text[], $10::bytea[])
       AS counted (reason, pattern, count, first_offset, last_offset, first_ms, last_ms, sample_topic, sample)
     -- In one order for all writers, or two partitions could wait for each other's rows.
     ORDER BY pattern, reason
     ON CONFLICT (pattern, partition, reason) DO UPDATE SET
       count = known.count + excluded.count, last_offset = excluded.last_offset, last_seen = excluded.last_seen,
       sample_topic = excluded.sample_topic, sample = excluded.sample`,
    [
      partition,
      counts.map(({ reason }) => reason),
      counts.map(({ pattern }) => pattern),
      counts.map(({ count }) => count),
      counts.map(({ first }) => first.offset),
      counts.map(({ last }) => last.offset),
      counts.map(({ first }) => first.atMs),
      counts.map(({ last }) => last.atMs),
      counts.map(({ last }) => last.topic),
      counts.map(({ last }) => Buffer.from(last.payload.subarray(0, SAMPLE_BYTES))),
    ],
  );
}

function admitted(known: Set<string>, pattern: string): string {
  if (known.has(pattern)) return pattern;
  if (known.size >= KNOWN_PATTERNS) return THE_REST;
  known.add(pattern);
  return pattern;
}
