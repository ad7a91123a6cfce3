import type { Logger } from 'pino';
import type { OutMessage } from '@/contracts/mqtt-out';
import type { BrokerSettings } from '@/server/config';
import { type BackOff, createBackOff } from '@/server/stream/back-off';
import type { DoorLimits } from '../limits';
import type { ReceiptClock } from '../receipt-clock';
import { type BrokerLink, openLink } from './broker-link';
import type { Deliveries } from './deliveries';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
/** A connection that lived so long was a good one: the next comes at once. */
const GOOD_MS = 10_000;

interface Parts {
  readonly broker: BrokerSettings;
  readonly clientId: string;
  readonly deliveries: Deliveries;
  readonly clock: ReceiptClock;
  readonly limits: DoorLimits;
  readonly log: Logger;
}

/** Keeps a connection to the broker: a new one, with back-off and without end, whenever one is over. */
export class BrokerKeeper {
  #link: BrokerLink | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #isSubscribed = false;
  #isLive = false;
  #problem: string | undefined;
  #openedAt = 0;
  readonly #backOff: BackOff = createBackOff(FIRST_WAIT_MS, LONGEST_WAIT_MS);

  constructor(private readonly parts: Parts) {}

  get isLive(): boolean {
    return this.#isLive;
  }

  /** Why nothing is delivered, undefined when it is. */
  problem(): string | undefined {
    if (this.#isLive) return undefined;
    return this.#problem ?? `Connecting to the MQTT broker at ${this.parts.broker.url}.`;
  }

  start(): void {
    // Without the right time no moment of receipt would be true: the broker keeps what it has.
    if (this.parts.clock.problem() !== undefined) {
      this.#timer = setTimeout(() => this.start(), FIRST_WAIT_MS);
      return;
    }
    this.#openedAt = Date.now();
    try {
      this.#link = this.#openLink();
    } catch (error) {
      // MQTT_CA is read for each connection, so that a renewed one counts; it was there at the start.
      this.#ended(`MQTT_CA can't be read: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }

  /** Rejects where no broker takes it. */
  async publish(message: OutMessage): Promise<void> {
    if (this.#link === undefined || !this.#isLive) throw new Error(this.problem());
    await this.#link.publish(message);
  }

  /** Called now and then. */
  reconsider(now: number): void {
    this.#link?.reconsider(now);
  }

  /** Takes nothing more; what is held can still be acknowledged. */
  stopTaking(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#link?.stopTaking();
  }

  async stop(): Promise<void> {
    await this.#link?.leave();
  }

  #openLink(): BrokerLink {
    const { broker, clientId, deliveries, limits } = this.parts;
    return openLink({
      broker,
      clientId,
      deliveries,
      limits,
      isSubscribed: () => this.#isSubscribed,
      welcomed: (sessionPresent) => this.#welcomed(sessionPresent),
      subscribed: () => this.#subscribed(),
      ended: (problem) => this.#ended(problem),
    });
  }

  #welcomed(sessionPresent: boolean): void {
    if (sessionPresent) return;
    const { log, deliveries, broker } = this.parts;
    if (this.#isSubscribed)
      log.warn(
        { broker: broker.url },
        'the MQTT broker has forgotten the session: what came meanwhile is lost',
      );
    this.#isSubscribed = false;
    deliveries.sessionBegins();
  }

  #subscribed(): void {
    const { log, broker, clientId } = this.parts;
    this.#isSubscribed = true;
    this.#isLive = true;
    this.#problem = undefined;
    log.info({ broker: broker.url, clientId, filters: broker.filters }, 'the MQTT broker delivers');
  }

  #ended(problem: string): void {
    this.#link = undefined;
    this.#isLive = false;
    if (this.#stopped) return;
    if (this.#problem !== problem)
      this.parts.log.warn({ reason: problem }, 'the MQTT broker does not deliver');
    this.#problem = problem;
    if (Date.now() - this.#openedAt > GOOD_MS) this.#backOff.reset();
    this.#timer = setTimeout(() => this.start(), this.#backOff.nextMs());
  }
}
