import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createBackOff } from './back-off';
import type { Brokers } from './brokers';
import { NONE } from './error-codes';
import type { ClusterMetadata } from './metadata';
import type { Outage } from './outage';
import { PartitionReader } from './partition-reader';
import { createPartitionTail, type Fetching, fetchingInRounds, type TopicPartition } from './partition-tail';
import type { Projection } from './types';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 1_000;

export interface ReaderSetOptions {
  readonly brokers: Brokers;
  readonly projection: Projection;
  readonly log: Logger;
  readonly outage: Outage;
}

/** Which partitions of these topics are to be read, given what exists. */
export type Choice = (topic: string, partition: number) => boolean;

/** The readers of a projection in this process: one for each partition it is to read. */
export class ReaderSet {
  readonly #options: ReaderSetOptions;
  readonly #readers = new Map<string, PartitionReader>();
  readonly #stopping = new AbortController();
  readonly #fetching: Fetching;
  #choice: Choice | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: ReaderSetOptions) {
    this.#options = options;
    this.#fetching = fetchingInRounds(options.brokers);
  }

  get readers(): readonly PartitionReader[] {
    return [...this.#readers.values()];
  }

  /** Reads these from now on and no others. Resolves once the projection has said of each where to go on. */
  async read(choice: Choice): Promise<void> {
    this.#choice = choice;
    await this.look();
    await Promise.all(this.readers.map((reader) => reader.positioned));
  }

  /** Ends all reading; resolves once no batch is under way. */
  async rest(): Promise<void> {
    this.#choice = undefined;
    await this.#inTurn(() => this.#end(this.readers));
  }

  /** Finds partitions that are new, and topics that were created anew. */
  look(): Promise<void> {
    return this.#inTurn(() => this.#lookUntilKnown());
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.rest();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work);
    return this.#turn;
  }

  async #lookUntilKnown(): Promise<void> {
    const { projection, brokers, outage } = this.#options;
    const backOff = createBackOff(FIRST_RETRY_MS, LONGEST_RETRY_MS);
    while (this.#choice !== undefined && !this.#stopping.signal.aborted) {
      try {
        const metadata = await brokers.metadata(projection.topics);
        await this.#adopt(wanted(metadata, this.#choice));
        const missing = projection.topics.find((topic) => metadata.topics.get(topic)?.error !== NONE);
        if (missing === undefined) break;
        throw new Error(`the topic ${missing} does not exist`);
      } catch (error) {
        outage.fault('topics', error);
        await wait(backOff.nextMs(), undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
    outage.fine('topics');
  }

  async #adopt(partitions: readonly TopicPartition[]): Promise<void> {
    const names = new Set(partitions.map(nameOf));
    await this.#end(this.readers.filter((reader) => !names.has(nameOf(reader.at))));
    for (const at of partitions) if (!this.#readers.has(nameOf(at))) this.#start(at);
  }

  #start(at: TopicPartition): void {
    const { brokers, projection, log, outage } = this.#options;
    const tail = createPartitionTail(brokers, this.#fetching, at);
    const replaced = () => void this.#drop(at);
    const reader = new PartitionReader({ at, tail, projection, log, outage, replaced });
    this.#readers.set(nameOf(at), reader);
  }

  async #drop(at: TopicPartition): Promise<void> {
    const reader = this.#readers.get(nameOf(at));
    if (reader !== undefined) await this.#end([reader]);
    await this.look();
  }

  async #end(readers: readonly PartitionReader[]): Promise<void> {
    for (const { at } of readers) this.#readers.delete(nameOf(at));
    await Promise.all(readers.map((reader) => reader.stop()));
  }
}

function wanted(metadata: ClusterMetadata, choice: Choice): TopicPartition[] {
  return [...metadata.topics.values()]
    .filter((topic) => topic.error === NONE)
    .flatMap(({ name, topicId, leaders }) =>
      leaders.map((_, partition) => ({ topic: name, topicId, partition })),
    )
    .filter(({ topic, partition }) => choice(topic, partition));
}

function nameOf({ topic, topicId, partition }: TopicPartition): string {
  return `${topic}/${partition}@${topicId}`;
}
