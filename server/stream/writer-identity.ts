import apiKeys from 'kafkajs/src/protocol/requests/apiKeys.js';
import protocol from 'kafkajs/src/protocol/requests/index.js';
import type { Stamp } from './encode-records';
import type { Wire } from './wire';

const TRANSACTION_TIMEOUT_MS = 60_000;
/** Kafka counts in 31 bits; a new identity costs one request. */
const RENEW_AT_SEQUENCE = 2 ** 30;

/**
 * Makes repeats recognisable: Kafka drops a batch whose writer and sequence it has already seen, and answers as if it had
 * just come.
 */
export class WriterIdentity {
  readonly #sequences = new Map<string, number>();

  constructor(
    readonly producerId: number,
    readonly epoch: number,
  ) {}

  static async from(wire: Wire): Promise<WriterIdentity> {
    const given = await wire.ask(apiKeys.InitProducerId, protocol.requests.InitProducerId, {
      transactionTimeout: TRANSACTION_TIMEOUT_MS,
    });
    return new WriterIdentity(Number(given.producerId), given.producerEpoch);
  }

  stampFor(topicPartition: string): Stamp {
    const { producerId, epoch } = this;
    return { producerId, epoch, sequence: this.#sequences.get(topicPartition) ?? 0 };
  }

  /** These records of the partition are in the log. */
  advance(topicPartition: string, records: number): void {
    this.#sequences.set(topicPartition, (this.#sequences.get(topicPartition) ?? 0) + records);
  }

  get wornOut(): boolean {
    return [...this.#sequences.values()].some((sequence) => sequence > RENEW_AT_SEQUENCE);
  }
}
