import type { RecordsFacts } from '@/contracts/topic-page';
import { recordEvent } from '@/server/audit';
import { RefusedByKafka } from '@/server/stream/admin/refused';
import type { TopicTools } from './apply';
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
  return measure(tools, topic, (content) => cutsOf(tools, content, cut), cut === 'all' ? null : cut);
}

function confirmOf(messages: number): string {
  return messages === 1 ? 'delete 1 message' : `delete ${messages} messages`;
}

type Cuts = ReadonlyMap<number, number>;

async function measure(
  { cluster, database }: TopicTools,
  topic: string,
  cutsIn: (content: readonly PartitionContent[]) => Promise<Cuts>,
  until: number | null,
): Promise<RecordsFacts | undefined> {
  const observed = await observeTopic(cluster, topic);
  if (observed === undefined) return undefined;
  const [content, groups, stored] = await Promise.all([
    contentOf(cluster, topic, observed),
    cluster.groups(),
    readStoredTopic(database.pool, topic),
  ]);
  const cuts = await cutsIn(content);
  const loss = lossBefore(content, cuts, groups, until);
  const isManaged = stored?.isManaged === true && stored.topicId === observed.topicId;
  return {
    loss,
    before: Object.fromEntries(cuts),
    problem: guardOf(topic, isManaged, observed.isInternal, loss.messages),
    confirm: confirmOf(loss.messages),
  };
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
): Promise<Cuts> {
  if (cut === 'all') return new Map(content.map(({ partition, end }) => [partition, end]));
  const found = await cluster.offsets(content, cut);
  return new Map(
    content.map(({ partition, end }) => {
      const at = found.find((one) => one.partition === partition);
      return [partition, at?.offset ?? end];
    }),
  );
}

export interface RecordsRequest {
  readonly topic: string;
  /** As it was shown: what stands before these offsets, by partition. */
  readonly before: RecordsFacts['before'];
  readonly typed: string;
  readonly who: string;
}

/** Deletes messages for ever, those that were shown and no other. Undefined when done. */
export async function deleteRecords(
  tools: TopicTools,
  { topic, before, typed, who }: RecordsRequest,
): Promise<Refused | undefined> {
  const outcome = await withTopicLock(tools.database, topic, async (): Promise<Refused | 'done'> => {
    const facts = await measure(tools, topic, async (content) => shownCuts(content, before), null);
    if (facts === undefined) return { problem: 'Kafka has no such topic.' };
    if (facts.problem !== null) return { problem: facts.problem };
    if (typed.trim() !== facts.confirm) return { problem: `Type “${facts.confirm}” to delete them.` };
    const cuts = new Map(
      Object.entries(facts.before).map(([partition, offset]) => [Number(partition), offset]),
    );
    try {
      await tools.cluster.deleteRecords(topic, cuts);
    } catch (error) {
      if (!(error instanceof RefusedByKafka)) throw error;
      return { problem: `Kafka refused it: ${error.message}.` };
    }
    const detail = { loss: facts.loss, before: facts.before };
    await recordEvent(tools.database.pool, { who, action: 'records_deleted', subject: topic, detail });
    return 'done';
  });
  if (outcome === 'done') return undefined;
  return outcome ?? { problem: 'Somebody is changing this topic right now.' };
}

/** Within what there is: no offset is beyond the end, none before the start. */
function shownCuts(content: readonly PartitionContent[], before: RecordsFacts['before']): Cuts {
  return new Map(
    content.map(({ partition, start, end }) => [
      partition,
      Math.min(end, Math.max(start, before[partition] ?? start)),
    ]),
  );
}
