import type { Pool } from 'pg';

/** A look older than this is not trusted. */
const LOOK_LASTS_MS = 500;

/** Where a record of the raw log stands, and its MQTT topic. */
export interface Excludable {
  readonly topicId: string;
  readonly partition: number;
  readonly offset: number;
  readonly topic: string;
}

/** What was taken out of a log that can't forget. */
export interface Exclusions {
  /** Looks again unless the last look is younger than 500 ms. */
  refresh(): Promise<void>;
  covers(record: Excludable): boolean;
}

/** As it is stored, and as it can be handed to a thread. */
export interface ExclusionRow {
  readonly topic_prefix: string;
  readonly topic_id: string;
  readonly partition: number;
  readonly until: string;
}

interface Span {
  readonly prefix: string;
  readonly until: number;
}

export function createExclusions(pool: Pick<Pool, 'query'>, clock = () => performance.now()): Exclusions {
  let covering: Exclusions['covers'] = () => false;
  let lookedAt = Number.NEGATIVE_INFINITY;

  return {
    refresh: async () => {
      if (clock() - lookedAt < LOOK_LASTS_MS) return;
      const startedAt = clock();
      covering = coveredBy(await exclusionRows(pool));
      lookedAt = startedAt;
    },
    covers: (record) => covering(record),
  };
}

export async function exclusionRows(pool: Pick<Pool, 'query'>): Promise<readonly ExclusionRow[]> {
  const { rows } = await pool.query<ExclusionRow>(
    'SELECT topic_prefix, topic_id, partition, until FROM exclusion',
  );
  return rows;
}

/** Whether these rows take a record out. */
export function coveredBy(rows: readonly ExclusionRow[]): Exclusions['covers'] {
  const byPartition = grouped(rows);
  return ({ topicId, partition, offset, topic }) =>
    byPartition
      .get(`${topicId} ${partition}`)
      ?.some(({ prefix, until }) => offset < until && topic.startsWith(prefix)) ?? false;
}

function grouped(rows: readonly ExclusionRow[]): ReadonlyMap<string, readonly Span[]> {
  const groups = new Map<string, Span[]>();
  for (const { topic_prefix: prefix, topic_id: topicId, partition, until } of rows) {
    const at = `${topicId} ${partition}`;
    groups.set(at, [...(groups.get(at) ?? []), { prefix, until: Number(until) }]);
  }
  return groups;
}
