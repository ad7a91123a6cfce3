import type { ChangePlan, WishProblem } from '@/contracts/topic-plan';
import type { TopicWish } from '@/contracts/topic-wish';
import { recordEvent } from '@/server/audit';
import { type Database, inTransaction } from '@/server/database';
import type { TopicTools } from './apply';
import { type ObservedTopic, observeTopic } from './observe';
import { isOwnTopic, makePlan } from './plan';
import { markApplied, type NewRevision, readStoredTopic, type StoredTopic, writeRevision } from './stored';
import { tellReconciler } from './tell';

/** What came of saving a wish. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly revision: number }
  /** Somebody saved another revision meanwhile. */
  | { readonly kind: 'overtaken'; readonly newest: number }
  | { readonly kind: 'refused'; readonly problem: string; readonly problems: readonly WishProblem[] };

export interface SaveRequest {
  readonly topic: string;
  /** The revision that was changed; 0 for a topic that has none. */
  readonly base: number;
  readonly wish: TopicWish;
  readonly why: string;
  readonly who: string;
}

/** Writes a wish as a new revision. Nothing is applied. Throws while Kafka, which checks it, is away. */
export async function saveWish(tools: TopicTools, request: SaveRequest): Promise<SaveOutcome> {
  const { topic, base, wish, why, who } = request;
  const stored = await readStoredTopic(tools.database.pool, topic);
  const { plan, observed } = await makePlan(tools, topic, wish, { isMissing: stored?.topicId != null });
  const problems = [...refusalsOf(plan), ...guardProblems(topic, base, wish, observed)];
  const [first] = problems;
  if (first !== undefined) return { kind: 'refused', problem: first.message, problems };
  return write(tools.database, topic, base, { ...wish, who, why });
}

function refusalsOf({ problems, changes, refusedByKafka }: ChangePlan): readonly WishProblem[] {
  const refused = problems.filter(({ isRefusal }) => isRefusal);
  const impossible = changes.flatMap(({ what, class: kind, reason }) =>
    kind === 'impossible' && reason !== undefined ? [{ at: what, message: reason, isRefusal: true }] : [],
  );
  const known = new Set(refused.map(({ message }) => message));
  const all = [...refused, ...impossible.filter(({ message }) => !known.has(message))];
  if (all.length > 0 || refusedByKafka === null) return all;
  return [{ at: '', message: `Kafka would refuse it: ${refusedByKafka}`, isRefusal: true }];
}

function guardProblems(
  topic: string,
  base: number,
  { isProtected }: TopicWish,
  observed: ObservedTopic | undefined,
): readonly WishProblem[] {
  if (isOwnTopic(topic) && !isProtected)
    return [{ at: 'isProtected', message: 'Hearth can’t do without this topic.', isRefusal: true }];
  if (base === 0 && observed !== undefined)
    return [
      {
        at: 'name',
        message: 'A topic of that name exists. Manage it from its own page: that begins with what it is.',
        isRefusal: true,
      },
    ];
  return [];
}

async function write(
  database: Pick<Database, 'pool'>,
  topic: string,
  base: number,
  wish: NewRevision,
): Promise<SaveOutcome> {
  const revision = await inTransaction(database, async (client) => {
    const written = await writeRevision(client, topic, base, wish);
    if (written !== undefined)
      await recordEvent(client, {
        who: wish.who,
        action: 'saved',
        subject: topic,
        detail: { revision: written, why: wish.why },
      });
    return written;
  });
  await tellReconciler(database);
  if (revision !== undefined) return { kind: 'saved', revision };
  return { kind: 'overtaken', newest: (await readStoredTopic(database.pool, topic))?.revision ?? 0 };
}

/** Why a topic can't be taken over, or stays as it was. */
export interface Refused {
  readonly problem: string;
}

/**
 * What the cluster has becomes the wish: of a topic that nobody managed, or one that was changed elsewhere. Undefined when
 * done.
 */
export async function takeOver(
  tools: TopicTools,
  topic: string,
  { who, why }: { readonly who: string; readonly why: string },
): Promise<Refused | undefined> {
  const observed = await observeTopic(tools.cluster, topic);
  if (observed === undefined) return { problem: 'Kafka has no such topic.' };
  if (observed.isInternal) return { problem: 'This topic is Kafka’s own: Hearth leaves it alone.' };
  const stored = await readStoredTopic(tools.database.pool, topic);
  const wish = { ...asObserved(observed, stored), who, why };
  const written = await inTransaction(tools.database, async (client) => {
    const revision = await writeRevision(client, topic, stored?.revision ?? 0, wish);
    if (revision === undefined) return undefined;
    await markApplied(client, topic, revision, observed.topicId);
    const action = stored?.isManaged === true ? 'taken_over' : 'adopted';
    await recordEvent(client, { who, action, subject: topic, detail: { revision, why } });
    return revision;
  });
  await tellReconciler(tools.database);
  return written === undefined ? { problem: 'Somebody changed the wish meanwhile. Look again.' } : undefined;
}

/** The wish that changes nothing; what concerns Hearth alone stays as it was. */
function asObserved(observed: ObservedTopic, stored: StoredTopic | undefined): TopicWish {
  const { partitions, replication, configs } = observed;
  const { comment = '', owner = '', isProtected = true, onDrift = 'tell' } = stored?.wish ?? {};
  return { partitions, replication, configs, comment, owner, isProtected, onDrift };
}

/** From here on Hearth leaves the topic alone. It stays as it is, and so do its revisions. */
export async function stopManaging(
  database: Pick<Database, 'pool'>,
  topic: string,
  who: string,
): Promise<Refused | undefined> {
  if (isOwnTopic(topic)) return { problem: 'Hearth can’t do without this topic, and so it manages it.' };
  await inTransaction(database, async (client) => {
    await client.query(
      `UPDATE kafka_topic SET is_managed = false, applied_revision = NULL, topic_id = NULL, drift_since = NULL,
         told_state = NULL, delete_at = NULL WHERE name = $1`,
      [topic],
    );
    await recordEvent(client, { who, action: 'unmanaged', subject: topic, detail: {} });
  });
  return undefined;
}

/** The wish holds for the topic that has taken the name; its differences are a change that waits. */
export async function keepWishFor(
  tools: TopicTools,
  topic: string,
  who: string,
): Promise<Refused | undefined> {
  const observed = await observeTopic(tools.cluster, topic);
  if (observed === undefined) return { problem: 'Kafka has no such topic.' };
  await inTransaction(tools.database, async (client) => {
    await client.query(
      `UPDATE kafka_topic SET topic_id = $2, applied_revision = NULL, drift_since = NULL, told_state = NULL,
         delete_at = NULL WHERE name = $1`,
      [topic, observed.topicId],
    );
    await recordEvent(client, {
      who,
      action: 'kept_for_new_topic',
      subject: topic,
      detail: { topicId: observed.topicId },
    });
  });
  await tellReconciler(tools.database);
  return undefined;
}

/** Drift is put back again after it had stopped. */
export async function resumePutBack(
  database: Pick<Database, 'pool'>,
  topic: string,
  who: string,
): Promise<undefined> {
  await inTransaction(database, async (client) => {
    await client.query('UPDATE kafka_topic SET put_back_halted_at = NULL WHERE name = $1', [topic]);
    await recordEvent(client, { who, action: 'put_back_resumed', subject: topic, detail: {} });
  });
  await tellReconciler(database);
  return undefined;
}
