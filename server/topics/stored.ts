import type pg from 'pg';
import type { OnDrift, TopicRevision, TopicWish } from '@/contracts/topic-wish';
import type { WishRecord } from './compare';

/** A pool, or a connection within a transaction. */
export type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>;

/** What somebody wants a topic to be, with all that is kept about it. */
export interface StoredTopic extends WishRecord {
  readonly name: string;
  readonly wish: TopicRevision;
  readonly driftSince: number | null;
  /** The state that was told last as an event. */
  readonly toldState: string | null;
  readonly putBackHaltedAt: number | null;
}

const REVISION = `r.revision, r.partitions, r.replication, r.configs, r.comment, r.owner,
  r.is_protected AS "isProtected", r.on_drift AS "onDrift", r.who, r.why, r.at`;

const TOPIC = `SELECT t.name, t.is_managed AS "isManaged", t.topic_id AS "topicId",
    t.applied_revision AS "appliedRevision", t.drift_since AS "driftSince", t.told_state AS "toldState",
    t.put_back_halted_at AS "putBackHaltedAt", t.delete_at AS "deleteAt", ${REVISION}
  FROM kafka_topic t JOIN kafka_topic_revision r ON r.topic = t.name AND r.revision = t.revision`;

interface RevisionRow {
  readonly revision: number;
  readonly partitions: number;
  readonly replication: number;
  readonly configs: Record<string, string>;
  readonly comment: string;
  readonly owner: string;
  readonly isProtected: boolean;
  readonly onDrift: OnDrift;
  readonly who: string;
  readonly why: string;
  readonly at: Date;
}

interface TopicRow extends RevisionRow {
  readonly name: string;
  readonly isManaged: boolean;
  readonly topicId: string | null;
  readonly appliedRevision: number | null;
  readonly driftSince: Date | null;
  readonly toldState: string | null;
  readonly putBackHaltedAt: Date | null;
  readonly deleteAt: Date | null;
}

/** Every topic that there is, or was, a wish for. */
export async function readStoredTopics(database: Queryable): Promise<ReadonlyMap<string, StoredTopic>> {
  const { rows } = await database.query<TopicRow>(TOPIC);
  return new Map(rows.map((row) => [row.name, storedOf(row)]));
}

export async function readStoredTopic(database: Queryable, name: string): Promise<StoredTopic | undefined> {
  const { rows } = await database.query<TopicRow>(`${TOPIC} WHERE t.name = $1`, [name]);
  return rows[0] && storedOf(rows[0]);
}

function storedOf({ name, isManaged, topicId, appliedRevision, ...row }: TopicRow): StoredTopic {
  return {
    name,
    isManaged,
    topicId,
    revision: row.revision,
    appliedRevision,
    driftSince: row.driftSince?.getTime() ?? null,
    toldState: row.toldState,
    putBackHaltedAt: row.putBackHaltedAt?.getTime() ?? null,
    deleteAt: row.deleteAt?.getTime() ?? null,
    wish: revisionOf(row),
  };
}

function revisionOf(row: RevisionRow): TopicRevision {
  const { revision, partitions, replication, configs, comment, owner, isProtected, onDrift, who, why, at } =
    row;
  return {
    ...{ revision, partitions, replication, configs, comment, owner, isProtected, onDrift, who, why },
    at: at.getTime(),
  };
}

/** How many topics wait for somebody: they drift, are missing or in conflict, or were put back too often. */
export async function countTroubled(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM kafka_topic
     WHERE is_managed AND (told_state IS NOT NULL OR put_back_halted_at IS NOT NULL)`,
  );
  return rows[0]?.count ?? 0;
}

/** Every revision of a wish, newest first. */
export async function readRevisions(database: Queryable, name: string): Promise<readonly TopicRevision[]> {
  const { rows } = await database.query<RevisionRow>(
    `SELECT ${REVISION} FROM kafka_topic_revision r WHERE r.topic = $1 ORDER BY r.revision DESC`,
    [name],
  );
  return rows.map(revisionOf);
}

/** A wish, who has it and why. */
export interface NewRevision extends TopicWish {
  readonly who: string;
  readonly why: string;
}

/**
 * Writes the revision after `base`; undefined when another one is the newest by now. `base` 0 begins a topic that had none.
 * Within a transaction.
 */
export async function writeRevision(
  client: Queryable,
  name: string,
  base: number,
  wish: NewRevision,
): Promise<number | undefined> {
  const revision = base + 1;
  const { rowCount } =
    base === 0
      ? await client.query(
          'INSERT INTO kafka_topic (name, revision) VALUES ($1, $2) ON CONFLICT DO NOTHING',
          [name, revision],
        )
      : await client.query(
          `UPDATE kafka_topic SET revision = $3, is_managed = true, put_back_halted_at = NULL
           WHERE name = $1 AND revision = $2`,
          [name, base, revision],
        );
  if (rowCount !== 1) return undefined;
  await client.query(
    `INSERT INTO kafka_topic_revision
       (topic, revision, partitions, replication, configs, comment, owner, is_protected, on_drift, who, why)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[name, revision, wish.partitions, wish.replication, JSON.stringify(wish.configs)],
      ...[wish.comment, wish.owner, wish.isProtected, wish.onDrift, wish.who, wish.why],
    ],
  );
  return revision;
}

/** Kafka has the whole of this revision. */
export async function markApplied(
  client: Queryable,
  name: string,
  revision: number,
  topicId: string,
): Promise<void> {
  await client.query(
    'UPDATE kafka_topic SET applied_revision = $2, topic_id = $3, drift_since = NULL, told_state = NULL WHERE name = $1',
    [name, revision, topicId],
  );
}
