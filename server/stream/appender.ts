import type { Logger } from 'pino';
import { createOutage } from './outage';
import { RecordSender } from './record-sender';
import {
  type Acknowledge,
  type Appender,
  AppendRefused,
  type Coordinates,
  type KafkaSettings,
  type OutgoingRecord,
} from './types';

const BATCH_RECORDS = 1_000;
const BATCH_BYTES = 524_288;
const RECORD_OVERHEAD_BYTES = 24;
const STOP_TIMEOUT_MS = 5_000;

interface Queued {
  readonly record: OutgoingRecord;
  readonly acknowledge: Acknowledge;
  readonly bytes: number;
  readonly sinceMs: number;
}

/**
 * Appends with one batch on its way at a time: Kafka's answer is the clock. A record leaves at once when nothing is under
 * way; what arrives meanwhile is the next batch.
 */
export async function startAppender(options: {
  kafka: KafkaSettings;
  log: Logger;
  name: string;
}): Promise<Appender> {
  return new SingleFlight(new RecordSender(options.kafka, createOutage(options.log, options.name)));
}

/** Appends them all and waits: where they stand, in the same order. Throws the first `AppendRefused`. */
export async function appendAll(
  appender: Appender,
  records: readonly OutgoingRecord[],
): Promise<readonly Coordinates[]> {
  const appended = records.map(
    (record) =>
      new Promise<Coordinates>((resolve, reject) => {
        appender.append(record, (refused, at) => (at === undefined ? reject(refused) : resolve(at)));
      }),
  );
  return Promise.all(appended);
}

/**
 * A connection that is cut in the middle of an answer can make kafkajs throw a RangeError out of a socket's event, where
 * nobody can catch it (tulios/kafkajs#715). Its request then times out and is sent again; everything else is still fatal.
 */
export function guardProcess(log: Logger): void {
  process.on('uncaughtException', (error) => {
    if (!(error instanceof RangeError && /kafkajs[\\/]src[\\/]network/.test(error.stack ?? ''))) throw error;
    log.warn({ reason: error.message }, 'an answer of Kafka was cut');
  });
}

class SingleFlight implements Appender {
  readonly #sender: RecordSender;
  #queue: Queued[] = [];
  #taken = 0;
  #flying: Promise<void> | undefined;
  #oldest: Queued | undefined;
  #stopped = false;
  pendingRecords = 0;
  pendingBytes = 0;

  constructor(sender: RecordSender) {
    this.#sender = sender;
  }

  append(record: OutgoingRecord, acknowledge: Acknowledge): void {
    const bytes = sizeOf(record);
    const queued = { record, acknowledge, bytes, sinceMs: Date.now() };
    this.#queue.push(queued);
    this.pendingRecords += 1;
    this.pendingBytes += bytes;
    this.#oldest ??= queued;
    if (!this.#stopped) this.#flying ??= this.#fly();
  }

  oldestWaitMs(): number {
    return this.#oldest === undefined ? 0 : Math.max(0, Date.now() - this.#oldest.sinceMs);
  }

  async stop(): Promise<void> {
    const timeout = setTimeout(() => this.#sender.close(), STOP_TIMEOUT_MS);
    await this.#flying?.catch(() => undefined);
    this.#stopped = true;
    clearTimeout(timeout);
    this.#sender.close();
  }

  async #fly(): Promise<void> {
    // Whatever this turn of the event loop still brings leaves together.
    await new Promise(setImmediate);
    while (this.#taken < this.#queue.length) {
      const batch = this.#next();
      const outcomes = await this.#sender.send(batch.map((queued) => queued.record));
      this.#oldest = this.#queue[this.#taken];
      batch.forEach((queued, index) => {
        this.pendingRecords -= 1;
        this.pendingBytes -= queued.bytes;
        const outcome = outcomes[index];
        if (outcome instanceof AppendRefused) queued.acknowledge(outcome, undefined);
        else queued.acknowledge(undefined, outcome);
      });
    }
    this.#flying = undefined;
  }

  /** As many from the front as a batch takes; a record larger than a batch travels alone. */
  #next(): readonly Queued[] {
    let bytes = 0;
    let end = this.#taken;
    for (; end < this.#queue.length && end - this.#taken < BATCH_RECORDS; end++) {
      bytes += this.#queue[end]?.bytes ?? 0;
      if (bytes > BATCH_BYTES && end > this.#taken) break;
    }
    const batch = this.#queue.slice(this.#taken, end);
    this.#taken = end;
    // Moving the rest up costs the more the longer it is: only when half of it is behind.
    if (this.#taken * 2 >= this.#queue.length) {
      this.#queue = this.#queue.slice(this.#taken);
      this.#taken = 0;
    }
    return batch;
  }
}

function sizeOf({ key, value, headers }: OutgoingRecord): number {
  let bytes = RECORD_OVERHEAD_BYTES + key.length + (value?.length ?? 0);
  for (const name in headers) bytes += name.length + (headers[name]?.length ?? 0);
  return bytes;
}
