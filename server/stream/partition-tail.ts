import type { Brokers } from './brokers';
import { decodeRecords } from './decode-records';
import {
  KafkaFault,
  NONE,
  OFFSET_OUT_OF_RANGE,
  UNKNOWN_TOPIC_ID,
  UNKNOWN_TOPIC_OR_PARTITION,
} from './error-codes';
import { type FetchAnswer, fetchCall, type Question, questionName } from './fetch';
import { FetchRound } from './fetch-round';
import { LOG_END, LOG_START, offsetAt } from './list-offsets';
import type { PartitionStart, StreamRecord } from './types';
import type { Wire } from './wire';

const AT_ONCE = 0;

export interface TopicPartition {
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
}

export interface Fetched {
  readonly records: readonly StreamRecord[];
  readonly next: number;
  readonly end: number;
}

/** The topic of that id is no more: deleted, or created anew. */
export class TopicReplaced extends Error {}

/** The log holds nothing at that offset, and no record can come there next. */
export class OutOfRange extends Error {}

/** One partition's log, wherever its leader is. */
export interface PartitionTail {
  bounds(): Promise<PartitionStart>;
  /** The first offset with a timestamp at or after this; undefined when all are older. */
  offsetAtOrAfter(timestampMs: number): Promise<number | undefined>;
  /** What follows from this offset on. */
  fetch(offset: number): Promise<Fetched>;
  /** Ends what is under way. */
  close(): void;
}

/** How a question gets to a leader and back. */
export interface Fetching {
  /** Announces a partition that is going to ask. */
  join(at: TopicPartition): void;
  fetch(leader: number, question: Question): Promise<FetchAnswer>;
  leave(at: TopicPartition): void;
}

/** Answers with what the log holds now. */
export function fetchingAtOnce(brokers: Brokers): Fetching {
  return {
    join: () => undefined,
    fetch: async (leader, question) => {
      const [answer] = await (await brokers.to(leader)).call(fetchCall([question], AT_ONCE));
      if (answer === undefined) throw new Error("Kafka's answer leaves out the partition asked for");
      return answer;
    },
    leave: () => undefined,
  };
}

/** Waits for records that are yet to come, over connections that do nothing else: one a leader, for all partitions. */
export function fetchingInRounds(brokers: Brokers): Fetching {
  const rounds = new Map<number, FetchRound>();
  const newcomers = new Set<string>();
  const roundOf = (leader: number) => {
    const known = rounds.get(leader);
    if (known !== undefined) return known;
    const made = new FetchRound(
      () => brokers.patient(leader),
      () => newcomers.size > 0,
    );
    rounds.set(leader, made);
    return made;
  };
  return {
    join: (at) => void newcomers.add(questionName(at)),
    fetch: (leader, question) => {
      newcomers.delete(questionName(question));
      for (const [other, round] of rounds) if (other !== leader) round.leave(question);
      return roundOf(leader).ask(question);
    },
    leave: (at) => {
      newcomers.delete(questionName(at));
      for (const round of rounds.values()) round.leave(at);
    },
  };
}

export function createPartitionTail(brokers: Brokers, fetching: Fetching, at: TopicPartition): PartitionTail {
  const { topic, topicId, partition } = at;
  const closing = new AbortController();
  let leader: number | undefined;
  fetching.join(at);

  const find = async (): Promise<number> => {
    if (leader !== undefined) return leader;
    const metadata = await brokers.metadata([topic]);
    const found = metadata.topics.get(topic);
    if (found?.error === UNKNOWN_TOPIC_OR_PARTITION || (found?.error === NONE && found.topicId !== topicId)) {
      throw new TopicReplaced(`${topic} is another topic now`);
    }
    const named = found?.leaders[partition] ?? -1;
    if (!metadata.brokers.has(named)) throw new Error(`${topic}/${partition} has no leader`);
    leader = named;
    return named;
  };

  // After any fault the next call looks for the leader anew.
  const asking = async <Answer>(ask: (leader: number) => Promise<Answer>): Promise<Answer> => {
    closing.signal.throwIfAborted();
    try {
      return await ask(await find());
    } catch (error) {
      if (!(error instanceof OutOfRange)) leader = undefined;
      throw error;
    }
  };

  const onWire = <Answer>(ask: (wire: Wire) => Promise<Answer>): Promise<Answer> =>
    unlessEnded(
      closing.signal,
      asking(async (node) => ask(await brokers.to(node))),
    );

  return {
    bounds: () =>
      onWire(async (wire) => {
        const logStart = (await offsetAt(wire, topic, partition, LOG_START)) ?? 0;
        const logEnd = (await offsetAt(wire, topic, partition, LOG_END)) ?? logStart;
        return { topic, topicId, partition, logStart, logEnd };
      }),
    offsetAtOrAfter: (timestampMs) => onWire((wire) => offsetAt(wire, topic, partition, timestampMs)),
    fetch: (offset) =>
      asking(async (node) => {
        const answer = await fetching.fetch(node, { topicId, partition, offset });
        if (answer.error === OFFSET_OUT_OF_RANGE)
          throw new OutOfRange(`${topic}/${partition} has no ${offset}`);
        if (answer.error === UNKNOWN_TOPIC_ID) throw new TopicReplaced(`${topic} is another topic now`);
        if (answer.error !== NONE) throw new KafkaFault(`reading ${topic}/${partition}`, answer.error);
        return { ...(await decodeRecords(answer.batches, offset)), end: answer.end };
      }),
    close() {
      closing.abort(new Error('the partition is no longer read'));
      fetching.leave(at);
    },
  };
}

function unlessEnded<Answer>(signal: AbortSignal, answer: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason);
    signal.addEventListener('abort', end);
    void answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}
