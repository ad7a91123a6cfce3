import type { Logger } from 'pino';
import type { Metrics } from '@/server/metrics';
import { type Brokers, createBrokers } from './brokers';
import { GroupMember } from './group-member';
import { createLagReport, type LagReport } from './lag-report';
import { createOutage, type Outage } from './outage';
import { ReaderSet } from './reader-set';
import type { KafkaSettings, PartitionLag, Projection, RunningProjection } from './types';

const REQUEST_TIMEOUT_MS = 10_000;
const LOOK_EVERY_MS = 30_000;
/** A start doesn't wait longer for partitions and positions: the rest goes on behind. */
const START_TIMEOUT_MS = 10_000;

export interface ProjectionOptions {
  readonly kafka: KafkaSettings;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Brings the records of its topics to a projection until `stop`. Resolves once it knows where to go on. */
export async function startProjection(
  options: ProjectionOptions,
  projection: Projection,
): Promise<RunningProjection> {
  const running = new Running(options, projection);
  await running.start();
  return running;
}

class Running implements RunningProjection {
  readonly #projection: Projection;
  readonly #settings: KafkaSettings;
  readonly #brokers: Brokers;
  readonly #outage: Outage;
  readonly #readers: ReaderSet;
  readonly #lagReport: LagReport;
  #member: GroupMember | undefined;
  #looking: NodeJS.Timeout | undefined;
  #reading = false;

  constructor({ kafka, log, metrics }: ProjectionOptions, projection: Projection) {
    this.#projection = projection;
    this.#settings = kafka;
    this.#brokers = createBrokers(kafka, REQUEST_TIMEOUT_MS);
    this.#outage = createOutage(log, projection.name);
    this.#readers = new ReaderSet({
      brokers: this.#brokers,
      projection,
      log,
      outage: this.#outage,
    });
    this.#lagReport = createLagReport(metrics, groupOf(projection), () => this.#readers.readers);
  }

  async start(): Promise<void> {
    let timeout: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timeout = setTimeout(resolve, START_TIMEOUT_MS);
    });
    await Promise.race([this.#projection.delivery === 'copy' ? this.#copy() : this.#split(), patience]);
    clearTimeout(timeout);
  }

  lag(): readonly PartitionLag[] {
    return this.#readers.readers.map(({ at, lag }) => ({
      topic: at.topic,
      partition: at.partition,
      records: lag,
    }));
  }

  problem(): string | undefined {
    if (!this.#reading) return this.#outage.problem() ?? `${this.#projection.name} waits for its partitions`;
    const problems = this.#readers.readers.map((reader) => reader.problem());
    return problems.find((problem) => problem !== undefined) ?? this.#outage.problem();
  }

  async stop(): Promise<void> {
    clearInterval(this.#looking);
    this.#lagReport.stop();
    this.#brokers.close();
    await this.#readers.stop();
    await this.#member?.stop();
  }

  async #copy(): Promise<void> {
    this.#looking = setInterval(() => void this.#readers.look(), LOOK_EVERY_MS);
    await this.#readers.read(() => true);
    this.#reading = true;
  }

  #split(): Promise<void> {
    return new Promise((started) => {
      const member = new GroupMember({
        settings: this.#settings,
        brokers: this.#brokers,
        groupId: groupOf(this.#projection),
        topics: this.#projection.topics,
        outage: this.#outage,
        assigned: (partitions) => {
          this.#reading = true;
          const ours = (topic: string, partition: number) => partitions[topic]?.includes(partition) ?? false;
          void this.#readers.read(ours).then(started);
        },
        revoked: async () => {
          this.#reading = false;
          await this.#readers.rest();
        },
      });
      this.#member = member;
      this.#lagReport.onTick((applied) => member.commit(applied));
    });
  }
}

function groupOf(projection: Projection): string {
  return `hearth.${projection.name}`;
}
