import type { PoolClient } from 'pg';
import type { ShapeKind } from '@/contracts/inbox';
import { createDistinctCount, type DistinctCount } from './distinct-count';
import { payloadShape, shapeName, shortName } from './payload-shape';

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
  /** Who sent it, where the broker knew. */
  readonly login?: string | undefined;
  /** Whose it is, where its format is known. */
  readonly device?: { readonly family: string; readonly key: string } | undefined;
}

/** Who invents topics must not make the table grow for ever: of a partition no more rows, and of like topics no more. */
const MOST_ROWS = 1_500;
const MOST_ALIKE = 400;
/** Stands for the topics that are too many to be listed. */
const UNLISTED = 'unlisted';
const THE_REST = '#';
const SAMPLE_BYTES = 1024;

/** What one topic brought of one shape, or of one device. */
export interface Count {
  readonly topic: string;
  readonly reason: InboxReason;
  /** What its messages have in common, in 16 characters: a shape, or a device. */
  readonly shape: string;
  readonly kind: ShapeKind | 'device' | typeof UNLISTED;
  readonly fields: readonly string[];
  /** The topics that this row stands for, where they aren't listed. */
  readonly unlisted: Uint8Array | null;
  count: number;
  readonly first: Unclaimed;
  last: Unclaimed;
}

/** A row that is counted on, as it is stored. */
export interface KnownSource {
  readonly topic: string;
  readonly reason: InboxReason;
  readonly shape: string;
  readonly kind: string;
  readonly unlisted: Uint8Array | null;
}

/** Counts what nobody gets of one partition, whose rows nobody else writes. */
export interface Inbox {
  tally(unclaimed: readonly Unclaimed[]): readonly Count[];
}

type What = Pick<Count, 'shape' | 'kind' | 'fields'>;

export function createInbox(known: readonly KnownSource[] = []): Inbox {
  const rows = new Set(known.map(nameOf));
  const alike = new Map<string, number>();
  const unlisted = new Map<string, DistinctCount>();
  for (const row of known) {
    increment(alike, likeness(row));
    if (row.unlisted !== null) unlisted.set(row.topic, createDistinctCount(row.unlisted));
  }

  function place(message: Unclaimed): Pick<Count, 'topic' | 'unlisted'> & What {
    const { topic, reason } = message;
    const what = whatOf(message);
    const row = { topic, reason, ...what };
    const like = likeness(row);
    const isFull = (alike.get(like) ?? 0) >= MOST_ALIKE && reason === 'UNCLAIMED';
    if (rows.has(nameOf(row)) || (!isFull && rows.size < MOST_ROWS)) {
      if (!rows.has(nameOf(row))) increment(alike, like);
      rows.add(nameOf(row));
      return { topic, unlisted: null, ...what };
    }
    const filter = isFull ? topicsLike(topic) : THE_REST;
    const seen = unlisted.get(filter) ?? createDistinctCount();
    unlisted.set(filter, seen);
    seen.see(topic);
    return { topic: filter, unlisted: seen.bits, shape: '', kind: UNLISTED, fields: [] };
  }

  return {
    tally: (unclaimed) => {
      const counts = new Map<string, Count>();
      for (const message of unclaimed) {
        const { reason } = message;
        const at = place(message);
        const before = counts.get(nameOf({ ...at, reason }));
        if (before === undefined)
          counts.set(nameOf({ ...at, reason }), { ...at, reason, count: 1, first: message, last: message });
        else {
          before.count += 1;
          before.last = message;
        }
      }
      return [...counts.values()];
    },
  };
}

/** What messages are counted together by, beside their topic. */
export function shapeOf(message: Pick<Unclaimed, 'payload' | 'device'>): string {
  return whatOf(message).shape;
}

function whatOf({ payload, device }: Pick<Unclaimed, 'payload' | 'device'>): What {
  if (device !== undefined)
    return { shape: shortName(`${device.family}\n${device.key}`), kind: 'device', fields: [] };
  const shape = payloadShape(payload);
  return { ...shape, shape: shapeName(shape) };
}

function nameOf({ topic, reason, shape }: Pick<KnownSource, 'topic' | 'reason' | 'shape'>): string {
  return `${reason} ${shape} ${topic}`;
}

/** Topics that a flood would make: of one shape, as deep, and with one beginning. */
function likeness({ topic, shape }: Pick<KnownSource, 'topic' | 'shape'>): string {
  return `${shape} ${topicsLike(topic)}`;
}

function topicsLike(topic: string): string {
  const [first = '', ...rest] = topic.split('/');
  return [first, ...rest.map(() => '+')].join('/');
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** What is counted of a partition so far. */
export async function knownSources(
  { pool }: { readonly pool: Pick<PoolClient, 'query'> },
  partition: number,
): Promise<readonly KnownSource[]> {
  const { rows } = await pool.query<KnownSource>(
    'SELECT topic, reason, shape, kind, unlisted FROM inbox_source WHERE partition = $1',
    [partition],
  );
  return rows;
}

/** Adds a batch's counts inside its transaction: what comes twice is rolled back with it. */
export async function storeCounts(
  client: PoolClient,
  partition: number,
  counts: readonly Count[],
): Promise<void> {
  if (counts.length === 0) return;
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
    counts.map(({ first }) => first.device?.family ?? null),
    counts.map(({ first }) => first.device?.key ?? null),
    counts.map(({ last }) => last.login?.replaceAll('\0', '').slice(0, 120) ?? null),
    counts.map(({ unlisted }) => (unlisted === null ? null : Buffer.from(unlisted))),
  ]);
}

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
