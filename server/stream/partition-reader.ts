import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createBackOff } from './back-off';
import { UnreadableBatch } from './decode-records';
import type { Outage } from './outage';
import {
  type Fetched,
  OutOfRange,
  type PartitionTail,
  type TopicPartition,
  TopicReplaced,
} from './partition-tail';
import { batchesOf } from './stream-batches';
import { FenceLost, type PartitionStart, type Projection, type StreamBatch } from './types';

const FIRST_RETRY_MS = 100;
/** Asking costs next to nothing, and until the answer everybody looks at old values. */
const LONGEST_KAFKA_RETRY_MS = 1_000;
const LONGEST_APPLY_RETRY_MS = 5_000;
const LOOK_AGAIN_MS = 5_000;
const STUCK_AFTER_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;

export interface PartitionReaderOptions {
  readonly at: TopicPartition;
  readonly tail: PartitionTail;
  readonly projection: Projection;
  readonly log: Logger;
  readonly outage: Outage;
  /** The topic is no more, and the reader has ended. */
  replaced(): void;
}

/**
 * Brings one partition's records to a projection, in order, each batch until it is applied. Waits for Kafka and for the
 * projection as long as it takes.
 */
export class PartitionReader {
  readonly at: TopicPartition;
  /** Resolves once the projection has said where to go on, or the reader has ended. */
  readonly positioned: Promise<void>;
  readonly #options: PartitionReaderOptions;
  readonly #name: string;
  readonly #stopping = new AbortController();
  readonly #kafkaBackOff = createBackOff(FIRST_RETRY_MS, LONGEST_KAFKA_RETRY_MS);
  readonly #applyBackOff = createBackOff(FIRST_RETRY_MS, LONGEST_APPLY_RETRY_MS);
  readonly #ended: Promise<void>;
  /** What is wrong until it works again. */
  #trouble: string | undefined;
  /** What no waiting mends. */
  #incident: string | undefined;
  /** A hole that is being read again. */
  #hole: string | undefined;
  #applyingSinceMs: number | undefined;
  /** The projection's position, and how far the log is read: further on where it holds no records. */
  #position = 0;
  #through = 0;
  #end = 0;
  #isPositioned = false;
  #tellPositioned: () => void = () => undefined;

  constructor(options: PartitionReaderOptions) {
    this.at = options.at;
    this.#options = options;
    this.#name = `${options.at.topic}/${options.at.partition}`;
    this.positioned = new Promise((resolve) => {
      this.#tellPositioned = resolve;
    });
    this.#ended = this.#run().finally(this.#tellPositioned);
  }

  get lag(): number {
    return Math.max(0, this.#end - this.#through);
  }

  /** The offset after the last applied record; undefined until the projection has said where to go on. */
  get through(): number | undefined {
    return this.#isPositioned ? this.#through : undefined;
  }

  problem(): string | undefined {
    const stuck = this.#applyingSinceMs !== undefined && Date.now() - this.#applyingSinceMs > STUCK_AFTER_MS;
    const waiting = stuck ? `${this.#name} makes no progress at offset ${this.#position}` : undefined;
    const unknown = this.#isPositioned ? undefined : `${this.#name} has no position yet`;
    return this.#incident ?? this.#hole ?? this.#trouble ?? waiting ?? unknown;
  }

  /** Ends after the batch under way, or leaves it behind when it takes longer than 10 s. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#options.tail.close();
    this.#options.outage.fine(this.#name);
    const patience = new AbortController();
    const timeout = wait(STOP_TIMEOUT_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.#ended, timeout]);
    patience.abort();
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#follow(await this.#startingPoint());
      } catch (error) {
        if (this.#stopped) return;
        if (error instanceof TopicReplaced) {
          this.#options.replaced();
          return;
        }
        this.#report(error);
        await this.#pause(this.#kafkaBackOff.nextMs());
      }
    }
  }

  #report(error: unknown): void {
    if (error instanceof OutOfRange) return;
    if (error instanceof UnreadableBatch) this.#trouble = `${this.#name} holds ${error.message}`;
    else this.#options.outage.fault(this.#name, error);
  }

  async #startingPoint(): Promise<number> {
    let beyond: number | undefined;
    for (;;) {
      const start = await this.#options.tail.bounds();
      // The first fetch may wait for a record that nobody sends.
      this.#options.outage.fine(this.#name);
      const wanted = await this.#untilItWorks(() => this.#options.projection.position(start));
      this.#tellPositioned();
      if (wanted <= start.logEnd && wanted !== beyond) return this.#startAt(wanted, start);
      // Records yet to come would be taken for those that are missing: only another position helps.
      beyond = wanted;
      this.#happened(
        `${this.#name} ends at ${start.logEnd}, before the stored position ${wanted}: records are lost`,
      );
      await this.#pause(LOOK_AGAIN_MS);
    }
  }

  #startAt(wanted: number, start: PartitionStart): number {
    this.#isPositioned = true;
    this.#end = start.logEnd;
    this.#position = wanted;
    this.#through = Math.max(wanted, start.logStart);
    if (wanted < start.logStart) {
      this.#happened(`${this.#name} has lost ${wanted} to ${start.logStart - 1} before they were applied`);
    } else {
      this.#incident = undefined;
    }
    return this.#through;
  }

  #happened(incident: string): void {
    if (this.#incident === incident) return;
    this.#incident = incident;
    this.#options.log.error(
      { projection: this.#options.projection.name, incident },
      'records can not be applied',
    );
  }

  async #follow(from: number): Promise<void> {
    const { tail } = this.#options;
    this.#through = from;
    let ahead: Promise<Fetched> | undefined;
    while (!this.#stopped) {
      const fetched = await (ahead ?? tail.fetch(this.#through));
      this.#kafkaBackOff.reset();
      this.#options.outage.fine(this.#name);
      this.#end = fetched.end;
      // Only with a backlog: at the log's end the next answer shall hold what comes while this one is applied.
      ahead = fetched.next < fetched.end ? this.#ask(fetched.next) : undefined;
      const isThere = await this.#applyAll(fetched, () => {
        ahead ??= this.#ask(fetched.next);
      });
      if (!isThere) ahead = undefined;
    }
  }

  #ask(offset: number): Promise<Fetched> {
    const asked = this.#options.tail.fetch(offset);
    asked.catch(() => undefined);
    return asked;
  }

  /** `applied` is called when only the last commit is left to do. False when the position turned out to be another one. */
  async #applyAll(fetched: Fetched, applied: () => void): Promise<boolean> {
    for (const batch of batchesOf(this.at, fetched, this.#position)) {
      const stored = await this.#apply(batch, batch.next === fetched.next ? applied : () => undefined);
      this.#position = this.#through = stored;
      if (stored !== batch.next) return false;
    }
    this.#through = fetched.next;
    return true;
  }

  /** Where the projection stands afterwards: after the batch, or where another has brought it. */
  async #apply(batch: StreamBatch, applied: () => void): Promise<number> {
    const { projection } = this.#options;
    const reached = await this.#unlessFenceLost(batch, () => projection.apply(batch));
    if (projection.commit === undefined || reached !== batch.next) return reached;
    applied();
    return this.#unlessFenceLost(batch, async () => projection.commit?.(batch));
  }

  #unlessFenceLost(batch: StreamBatch, work: () => Promise<void>): Promise<number> {
    return this.#untilItWorks(async () => {
      try {
        await work();
        this.#hole = undefined;
        return batch.next;
      } catch (error) {
        if (!(error instanceof FenceLost)) throw error;
        if (error.stored < error.first) this.#foundHole(error);
        return error.stored;
      }
    });
  }

  #foundHole({ stored, first }: FenceLost): void {
    this.#hole = `${this.#name} was read from ${first} on, but ${stored} to ${first - 1} are not applied yet`;
    this.#options.log.error({ projection: this.#options.projection.name, hole: this.#hole }, 'reading again');
  }

  async #untilItWorks(work: () => Promise<number>): Promise<number> {
    for (;;) {
      try {
        this.#applyingSinceMs = Date.now();
        const result = await work();
        this.#trouble = undefined;
        this.#applyBackOff.reset();
        return result;
      } catch (error) {
        this.#stopping.signal.throwIfAborted();
        this.#complain(error);
      } finally {
        this.#applyingSinceMs = undefined;
      }
      await this.#pause(this.#applyBackOff.nextMs());
      this.#stopping.signal.throwIfAborted();
    }
  }

  #complain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#trouble === undefined) {
      const { log, projection } = this.#options;
      log.warn(
        { projection: projection.name, partition: this.#name, offset: this.#position, error },
        'not now',
      );
    }
    this.#trouble = `${this.#name} waits at offset ${this.#position}: ${reason}`;
  }

  async #pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
