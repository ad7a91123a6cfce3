import { setTimeout as wait } from 'node:timers/promises';
import { cutByPartition, halve, nameOf, type Piece, stamp } from './append-pieces';
import { createBackOff } from './back-off';
import { type Brokers, createBrokers } from './brokers';
import { KafkaFault, NONE, REFUSALS, WRITER_LOST } from './error-codes';
import type { ClusterMetadata } from './metadata';
import type { Outage } from './outage';
import { type ProducedPartition, produceCall } from './produce';
import { AppendRefused, type Coordinates, type KafkaSettings, type OutgoingRecord } from './types';
import { WriterIdentity } from './writer-identity';

const REQUEST_TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 1_000;
const METADATA_MAX_AGE_MS = 300_000;
const WHO = 'append';

export type Outcome = Coordinates | AppendRefused;

/** Sends one batch at a time, again and again until each record is on disk or refused for ever. */
export class RecordSender {
  readonly #brokers: Brokers;
  readonly #outage: Outage;
  readonly #backOff = createBackOff(FIRST_RETRY_MS, LONGEST_RETRY_MS);
  readonly #closing = new AbortController();
  #metadata: { readonly is: ClusterMetadata; readonly atMs: number } | undefined;
  #identity: WriterIdentity | undefined;

  constructor(settings: KafkaSettings, outage: Outage) {
    this.#brokers = createBrokers(settings, REQUEST_TIMEOUT_MS);
    this.#outage = outage;
  }

  /** One outcome a record, in the same order. Rejects only after `close`. */
  async send(records: readonly OutgoingRecord[]): Promise<readonly Outcome[]> {
    const outcomes = new Array<Outcome>(records.length);
    if (this.#identity?.wornOut) this.#identity = undefined;
    const waiting = await this.#untilDone(() => this.#cut(records));
    while (waiting.length > 0) await this.#untilDone(() => this.#round(waiting, outcomes));
    return outcomes;
  }

  close(): void {
    this.#closing.abort(new Error('the appender is closed'));
    this.#brokers.close();
  }

  async #untilDone<Result>(work: () => Promise<Result>): Promise<Result> {
    for (;;) {
      this.#closing.signal.throwIfAborted();
      try {
        const result = await work();
        this.#backOff.reset();
        this.#outage.fine(WHO);
        return result;
      } catch (error) {
        this.#closing.signal.throwIfAborted();
        this.#metadata = undefined;
        this.#outage.fault(WHO, error);
        await wait(this.#backOff.nextMs(), undefined, { signal: this.#closing.signal });
      }
    }
  }

  async #cut(records: readonly OutgoingRecord[]): Promise<Piece[]> {
    const topics = [...new Set(records.map((record) => record.topic))];
    const metadata = await this.#metadataOf(topics);
    return cutByPartition(records, metadata);
  }

  async #metadataOf(topics: readonly string[]): Promise<ClusterMetadata> {
    const now = Date.now();
    const kept = this.#metadata;
    const known = topics.every((topic) => kept?.is.topics.has(topic));
    if (kept !== undefined && known && now - kept.atMs < METADATA_MAX_AGE_MS) return kept.is;
    const all = [...new Set([...(kept?.is.topics.keys() ?? []), ...topics])];
    const is = await this.#brokers.metadata(all);
    for (const topic of topics) {
      const error = is.topics.get(topic)?.error ?? NONE;
      if (error !== NONE) throw new KafkaFault(`the topic ${topic}`, error);
    }
    this.#metadata = { is, atMs: now };
    return is;
  }

  /** Sends the first waiting piece of each partition and takes out of `waiting` what is decided. */
  async #round(waiting: Piece[], outcomes: Outcome[]): Promise<void> {
    const first = [...new Map(waiting.toReversed().map((piece) => [nameOf(piece), piece])).values()];
    this.#identity ??= await WriterIdentity.from(await this.#brokers.any());
    for (const piece of first) stamp(piece, this.#identity);
    const metadata = await this.#metadataOf(first.map((piece) => piece.topic));
    const leaders = new Set(first.map((piece) => leaderOf(piece, metadata)));
    const sent = [...leaders].map(async (leader) => {
      const pieces = first.filter((piece) => leaderOf(piece, metadata) === leader);
      const answers = await (await this.#brokers.to(leader)).call(produceCall(pieces));
      for (const piece of pieces) await this.#settle(piece, answerFor(piece, answers), waiting, outcomes);
    });
    const failed = (await Promise.allSettled(sent)).find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async #settle(
    piece: Piece,
    answer: ProducedPartition,
    waiting: Piece[],
    outcomes: Outcome[],
  ): Promise<void> {
    const { error, firstOffset, reason } = answer;
    if (error === NONE) {
      piece.stampedBy?.advance(nameOf(piece), piece.records.length);
      piece.places.forEach((place, index) => {
        outcomes[place] = { partition: piece.partition, offset: firstOffset + index };
      });
      replace(waiting, piece, []);
      return;
    }
    const refusal = REFUSALS.get(error);
    if (refusal === undefined) {
      if (WRITER_LOST.has(error)) this.#identity = undefined;
      throw new KafkaFault(`appending to ${nameOf(piece)}`, error);
    }
    if (piece.records.length > 1) {
      replace(waiting, piece, await halve(piece));
      return;
    }
    const [record] = piece.records;
    const [place] = piece.places;
    if (record !== undefined && place !== undefined) {
      outcomes[place] = new AppendRefused(record, reason === null ? refusal : `${refusal}: ${reason}`);
    }
    replace(waiting, piece, []);
  }
}

function leaderOf(piece: Piece, metadata: ClusterMetadata): number {
  return metadata.topics.get(piece.topic)?.leaders[piece.partition] ?? -1;
}

function answerFor(piece: Piece, answers: readonly ProducedPartition[]): ProducedPartition {
  const answer = answers.find(
    ({ topic, partition }) => topic === piece.topic && partition === piece.partition,
  );
  if (answer === undefined) throw new Error(`Kafka's answer leaves out ${nameOf(piece)}`);
  return answer;
}

function replace(waiting: Piece[], piece: Piece, by: readonly Piece[]): void {
  waiting.splice(waiting.indexOf(piece), 1, ...by);
}
