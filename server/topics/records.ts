import type { RecordsFacts } from '@/contracts/topic-page';
import { RefusedByKafka } from '@/server/stream/admin/refused';
import type { TopicTools } from './apply';
import { recordTopicEvent } from './audit';
import { contentOf, lossBefore, type PartitionContent } from './losses';
import { observeTopic } from './observe';
import { isOwnTopic } from './plan';
import { readStoredTopic } from './stored';
import { withTopicLock } from './topic-lock';
import type { Refused } from './wishes';

/** Which messages go: all of them, or those before a moment (ms since 1970). */
export type RecordsCut = number | 'all';

/** What deleting messages takes, and whether it may be done; undefined for a topic that isn't there. Nothing is deleted. */
export async function recordsFacts(
  tools: TopicTools,
  topic: string,
  cut: RecordsCut,
): Promise<RecordsFacts | undefined> {
  const measured = await measure(tools, topic, cut);
  if (measured === undefined) return undefined;
  const { loss } = measured;
  return { loss, problem: measured.problem, confirm: confirmOf(loss.messages) };
}

function confirmOf(messages: number): string {
  return messages === 1 ? 'delete 1 message' : `delete ${messages} messages`;
}

async function measure({ cluster, database }: TopicTools, topic: string, cut: RecordsCut) {
  const observed = await observeTopic(cluster, topic);
  if (observed === undefined) return undefined;
  const [content, groups, stored] = await Promise.all([
    contentOf(cluster, topic, observed),
    cluster.groups(),
    readStoredTopic(database.pool, topic),
  ]);
  const cuts = await cutsOf({ cluster }, content, cut);
  const loss = lossBefore(content, cuts, groups, cut === 'all' ? null : cut);
  const isManaged = stored?.isManaged === true && stored.topicId === observed.topicId;
  return { cuts, loss, problem: guardOf(topic, isManaged, observed.isInternal, loss.messages) };
}

function guardOf(topic: string, isManaged: boolean, isInternal: boolean, messages: number): string | null {
  if (isOwnTopic(topic))
    return 'Hearth’s readers would miss them. Lower the retention instead: that waits for nobody, but is told.';
  if (isInternal) return 'This topic is Kafka’s own.';
  if (!isManaged) return 'Manage this topic first: what is done to it is then on record.';
  return messages === 0 ? 'There is no such message: nothing would go.' : null;
}

async function cutsOf(
  { cluster }: Pick<TopicTools, 'cluster'>,
  content: readonly PartitionContent[],
  cut: RecordsCut,
): Promise<ReadonlyMap<number, number>> {
  if (cut === 'all') return new Map(content.map(({ partition, end }) => [partition, end]));
  const found = await cluster.offsets(content, cut);
  return new Map(
    content.map(({ partition, end }) => {
      const at = found.find((one) => one.partition === partition);
      return [partition, at?.offset ?? end];
    }),
  );
}

/** Deletes messages for ever, as far as they were shown. Undefined when done. */
export async function deleteRecords(
  tools: TopicTools,
  request: { readonly topic: string; readonly cut: RecordsCut; readonly typed: string; readonly who: string },
): Promise<Refused | undefined> {
  const { topic, cut, typed, who } = request;
  const outcome = await withTopicLock(tools.database, topic, async (): Promise<Refused | 'done'> => {
    const measured = await measure(tools, topic, cut);
    if (measured === undefined) return { problem: 'Kafka has no such topic.' };
    const { cuts, loss, problem } = measured;
    if (problem !== null) return { problem };
    if (typed.trim() !== confirmOf(loss.messages))
      return { problem: `Type “${confirmOf(loss.messages)}” to delete them.` };
    const detail = { cut, loss, before: Object.fromEntries(cuts) };
    try {
      await tools.cluster.deleteRecords(topic, cuts);
    } catch (error) {
      if (!(error instanceof RefusedByKafka)) throw error;
      return { problem: `Kafka refused it: ${error.message}.` };
    }
    await recordTopicEvent(tools.database.pool, { who, action: 'records_deleted', subject: topic, detail });
    return 'done';
  });
  if (outcome === 'done') return undefined;
  return outcome ?? { problem: 'Somebody is changing this topic right now.' };
}
