import type { Acknowledge, Appender, OutgoingRecord } from '@/server/stream/types';
import type { DoorLimits } from './limits';

/** Above this, QoS 0 waits here, where it can still be shed, and not at the appender. */
const QUEUED_RECORDS = 2_000;
const QUEUED_BYTES = 4 * 1024 * 1024;
const AWAY_MS = 1_000;

interface Waiting {
  readonly record: OutgoingRecord;
  readonly bytes: number;
  readonly acknowledge: Acknowledge;
  readonly shed: () => void;
}

/** The way to Kafka: in call order, and QoS 0 only while there is room. */
export class Outbox {
  #waiting: (Waiting | undefined)[] = [];
  #head = 0;
  #bytes = 0;

  constructor(
    private readonly appender: Appender,
    private readonly limits: Pick<DoorLimits, 'waitingMessages' | 'waitingBytes'>,
  ) {}

  get waitingMessages(): number {
    return this.#waiting.length - this.#head;
  }

  /** How long Kafka has owed an answer. */
  awayMs(): number {
    return this.appender.oldestWaitMs();
  }

  /** Kafka has not answered for so long that it counts as away. */
  isAway(): boolean {
    return this.appender.oldestWaitMs() >= AWAY_MS;
  }

  /** Kafka is there but slower than what comes in: time to read sockets more slowly, before anything is shed. */
  isCrowded(): boolean {
    return this.waitingMessages * 2 > this.limits.waitingMessages && !this.isAway();
  }

  /** Never shed. */
  append(record: OutgoingRecord, acknowledge: Acknowledge): void {
    this.appender.append(record, acknowledge);
  }

  /** Shed, oldest first, when too much waits. */
  appendOrShed(record: OutgoingRecord, acknowledge: Acknowledge, shed: () => void): void {
    if (this.waitingMessages === 0 && this.#hasRoom()) {
      this.appender.append(record, acknowledge);
      return;
    }
    const bytes = record.value?.length ?? 0;
    this.#waiting.push({ record, bytes, acknowledge, shed });
    this.#bytes += bytes;
    while (this.waitingMessages > this.limits.waitingMessages || this.#bytes > this.limits.waitingBytes) {
      this.#shift()?.shed();
    }
  }

  /** Hands on what waits, as far as there is room. */
  drain(): void {
    while (this.waitingMessages > 0 && this.#hasRoom()) this.#handOn();
  }

  /** Hands on all that waits. */
  empty(): void {
    while (this.waitingMessages > 0) this.#handOn();
  }

  #hasRoom(): boolean {
    return this.appender.pendingRecords < QUEUED_RECORDS && this.appender.pendingBytes < QUEUED_BYTES;
  }

  #handOn(): void {
    const next = this.#shift();
    if (next !== undefined) this.appender.append(next.record, next.acknowledge);
  }

  #shift(): Waiting | undefined {
    const next = this.#waiting[this.#head];
    this.#waiting[this.#head] = undefined;
    this.#head += 1;
    this.#bytes -= next?.bytes ?? 0;
    if (this.#head > 1_000 && this.#head * 2 > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return next;
  }
}
