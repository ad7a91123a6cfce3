import type { Logger } from 'pino';
import { recordEvent } from '@/server/audit';
import { applyPlan, type TopicTools } from './apply';
import { type Difference, differences, stateOf } from './compare';
import { deleteNow } from './deletion';
import { type ObservedTopic, observeTopics } from './observe';
import { makePlan } from './plan';
import { countPutBacks, readUnfinished } from './plan-record';
import { settleUnfinished } from './settle';
import { markApplied, readStoredTopics, type StoredTopic } from './stored';
import { withTopicLock } from './topic-lock';
import { takeOver } from './wishes';

const PUT_BACKS = 3;
const PUT_BACKS_WITHIN_MS = 10 * 60_000;
/** Who is written down for what nobody did by hand. */
const RECONCILER = 'hearth';
/** What is told as an event when it begins. */
const TOLD: ReadonlySet<string> = new Set(['drift', 'missing', 'conflict']);

/** Looks at every managed topic once and answers drift as was wished. Throws while Kafka is away: then nothing is known. */
export async function reconcile(tools: TopicTools, log: Logger): Promise<void> {
  await settleAll(tools);
  const stored = [...(await readStoredTopics(tools.database.pool)).values()].filter((one) => one.isManaged);
  const { topics, unclear } = await observeTopics(
    tools.cluster,
    stored.map(({ name }) => name),
  );
  for (const topic of stored)
    if (!unclear.has(topic.name)) await reconcileTopic(tools, log, topic, topics.get(topic.name));
}

async function settleAll(tools: TopicTools): Promise<void> {
  const topics = new Set((await readUnfinished(tools.database.pool)).map(({ topic }) => topic));
  for (const topic of topics)
    await withTopicLock(tools.database, topic, () => settleUnfinished(tools, topic));
}

async function reconcileTopic(
  tools: TopicTools,
  log: Logger,
  topic: StoredTopic,
  observed: ObservedTopic | undefined,
): Promise<void> {
  const state = stateOf(topic, topic.wish, observed);
  if (state === 'delete_waiting' && topic.deleteAt !== null && topic.deleteAt <= Date.now()) {
    const refused = await deleteNow(tools, topic.name, RECONCILER);
    if (refused !== undefined) log.warn({ topic: topic.name, reason: refused.problem }, 'topic not deleted');
    return;
  }
  if (state === 'as_planned' && observed !== undefined) await noteAsPlanned(tools, topic, observed);
  if (TOLD.has(state) && topic.toldState !== state) await tell(tools, log, topic, state, observed);
  if (state === 'drift') await answerDrift(tools, log, topic);
}

async function noteAsPlanned(
  { database }: TopicTools,
  topic: StoredTopic,
  { topicId }: ObservedTopic,
): Promise<void> {
  const { name, revision, appliedRevision, toldState } = topic;
  if (toldState !== null)
    await recordEvent(database.pool, {
      who: RECONCILER,
      action: `${toldState}_over`,
      subject: name,
      detail: { revision },
    });
  if (appliedRevision !== revision || toldState !== null || topic.topicId === null)
    await markApplied(database.pool, name, revision, topicId);
}

async function tell(
  { database }: TopicTools,
  log: Logger,
  { name, wish, revision }: StoredTopic,
  state: string,
  observed: ObservedTopic | undefined,
): Promise<void> {
  const differing: readonly Difference[] = observed === undefined ? [] : differences(wish, observed);
  await database.pool.query(
    'UPDATE kafka_topic SET told_state = $2, drift_since = coalesce(drift_since, now()) WHERE name = $1',
    [name, state],
  );
  await recordEvent(database.pool, {
    who: 'outside Hearth',
    action: state,
    subject: name,
    detail: { revision, differing },
  });
  log.warn({ topic: name, state, differing }, 'a topic is not as planned');
}

async function answerDrift(tools: TopicTools, log: Logger, topic: StoredTopic): Promise<void> {
  const { name, wish, putBackHaltedAt } = topic;
  if (wish.onDrift === 'take_over') {
    await takeOver(tools, name, {
      who: 'outside Hearth',
      why: 'Changed elsewhere, and taken over as wished',
    });
    return;
  }
  if (wish.onDrift !== 'put_back' || putBackHaltedAt !== null) return;
  const recent = await countPutBacks(tools.database.pool, name, Date.now() - PUT_BACKS_WITHIN_MS);
  if (recent >= PUT_BACKS) await halt(tools, log, name);
  else await putBack(tools, log, topic);
}

/** What would lose messages is not put back by itself. */
async function putBack(tools: TopicTools, log: Logger, { name, wish, revision }: StoredTopic): Promise<void> {
  const { plan } = await makePlan(tools, name, wish);
  const outcome = await applyPlan(tools, {
    topic: name,
    revision,
    token: plan.token,
    scope: 'put_back',
    typed: '',
    who: RECONCILER,
  });
  if (outcome.kind === 'ran') log.warn({ topic: name, state: outcome.applied.state }, 'a topic was put back');
}

/** Somebody, or another program, changes it again and again: two would fight for ever. */
async function halt({ database }: TopicTools, log: Logger, name: string): Promise<void> {
  await database.pool.query('UPDATE kafka_topic SET put_back_halted_at = now() WHERE name = $1', [name]);
  await recordEvent(database.pool, {
    who: RECONCILER,
    action: 'put_back_halted',
    subject: name,
    detail: { times: PUT_BACKS, withinMs: PUT_BACKS_WITHIN_MS },
  });
  log.error({ topic: name }, 'a topic is changed elsewhere as often as it is put back: it is left alone now');
}
