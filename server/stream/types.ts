/** The road between roles, as roles see it. Only this folder knows kafkajs. */

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl?: { readonly ca?: string };
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

/** Where a record stands. Offsets stay below 2^53: at a million a second that is 285 years. */
export interface Coordinates {
  readonly partition: number;
  readonly offset: number;
}

export interface OutgoingRecord {
  readonly topic: string;
  /** Always given: it decides the partition (murmur2, as Java's clients do). */
  readonly key: string;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Moment of receipt, ms since 1970; the moment of sending when absent. */
  readonly timestampMs?: number;
}

/** Kafka said no to this very record, for ever (too large, invalid): it is nowhere. */
export class AppendRefused extends Error {
  constructor(
    readonly record: OutgoingRecord,
    readonly reason: string,
  ) {
    super(`Kafka refused a record for ${record.topic}: ${reason}`);
    this.name = 'AppendRefused';
  }
}

/** Called once a record is on disk in Kafka (`at`), or refused for ever; never while there is hope. */
export type Acknowledge = (refused: AppendRefused | undefined, at: Coordinates | undefined) => void;

export interface Appender {
  /** Queues in call order; per topic and key, the log keeps that order. Never throws. */
  append(record: OutgoingRecord, acknowledge: Acknowledge): void;
  /** Records and bytes not yet acknowledged. */
  readonly pendingRecords: number;
  readonly pendingBytes: number;
  /** How long the oldest unacknowledged record has waited; 0 when none waits. */
  oldestWaitMs(): number;
  /** Sends what is queued (up to 5 s), then closes. */
  stop(): Promise<void>;
}

export interface StreamRecord {
  readonly offset: number;
  readonly timestampMs: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | undefined>>;
}

/** Records of one partition, offsets rising: what cursors and fenced offsets are made of. */
export interface StreamBatch {
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
  readonly records: readonly StreamRecord[];
  /** Offset of the first record the batch covers (the log may have holes), and the offset after its last. */
  readonly first: number;
  readonly next: number;
  /** Offset after the newest record of the partition when the batch was fetched. */
  readonly end: number;
}

/** A partition as a consumer meets it at start. */
export interface PartitionStart {
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
  /** First offset still kept, and the offset after the newest. */
  readonly logStart: number;
  readonly logEnd: number;
}

/** A view kept up to date from the stream. */
export interface Projection {
  /** Also the consumer group: `hearth.<name>`. */
  readonly name: string;
  readonly topics: readonly string[];
  /** `split`: instances share the work. `copy`: every instance sees every record. */
  readonly delivery: 'split' | 'copy';
  /** Where to go on in a partition: the stored position for `split`, the role's own choice for `copy`. Asked at every assignment. */
  position(at: PartitionStart): Promise<number>;
  /**
   * Must be idempotent: after a crash a batch can come again. A throw means "not now": the partition waits with back-off and
   * the same batch comes again. Throwing `FenceLost` means "seek to the stored position".
   */
  apply(batch: StreamBatch): Promise<void>;
  /**
   * Stores that the batch is applied, where `apply` doesn't do that itself. Comes after it, once it has worked, with the same
   * promises; Kafka is asked for what follows meanwhile.
   */
  commit?(batch: StreamBatch): Promise<void>;
}

/** The stored position is another than the batch's: a repeat, another owner, or a hole. */
export class FenceLost extends Error {
  constructor(
    readonly stored: number,
    readonly first: number,
  ) {
    super(`stored position ${stored}, batch begins at ${first}`);
    this.name = 'FenceLost';
  }
}

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  readonly records: number;
}

export interface RunningProjection {
  /** Lag of the partitions this instance owns, as last seen. */
  lag(): readonly PartitionLag[];
  /** Undefined while all is well, else one sentence on what is wrong. */
  problem(): string | undefined;
  stop(): Promise<void>;
}
