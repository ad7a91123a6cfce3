import type { IConnackPacket, IPublishPacket, MqttClient, Packet } from 'mqtt';
import type { OutMessage } from '@/contracts/mqtt-out';
import type { BrokerSettings } from '@/server/config';
import type { DoorLimits } from '../limits';
import { AckRow, ackBytes } from './ack-row';
import { brokerClient, socketTo } from './broker-client';
import type { Deliveries } from './deliveries';
import { GuardedStream } from './guarded-stream';
import { closedProblem, linkProblem } from './link-problem';
import type { Link, OwedHere, Unacknowledged } from './redeliveries';

const LEAVE_MS = 2_000;

interface Parts {
  readonly broker: BrokerSettings;
  readonly clientId: string;
  readonly deliveries: Deliveries;
  readonly limits: DoorLimits;
  /** The session at the broker is known to be subscribed as we wish. */
  isSubscribed(): boolean;
  welcomed(sessionPresent: boolean): void;
  subscribed(): void;
  /** Over for good, and why. */
  ended(problem: string): void;
}

/** Throws when MQTT_CA can't be read. */
export function openLink(parts: Parts): BrokerLink {
  const { broker, clientId, limits } = parts;
  const stream = new GuardedStream(socketTo(broker), limits);
  const link = new BrokerLink(parts, stream, brokerClient(stream, { broker, clientId, limits }));
  link.open();
  return link;
}

/**
 * One connection to the broker, and what is owed over it: whatever comes of it ends with it. mqtt.js handles one packet at a
 * time and would wait for each to be acknowledged; so it is told that nothing wants to be, and we acknowledge ourselves.
 */
export class BrokerLink implements Link {
  isOpen = true;
  readonly #row = new AckRow<OwedHere>();
  #flushing = false;
  #problem: string | undefined;
  #wasWelcome = false;
  #isLeaving = false;
  /** Lets mqtt.js go on with the next packet; set while too much is held. */
  #goOn: (() => void) | undefined;
  #pingedAt = 0;

  constructor(
    private readonly parts: Parts,
    private readonly stream: GuardedStream,
    private readonly client: MqttClient,
  ) {}

  /** Listens, then connects: the broker begins to deliver as soon as it has let us in. */
  open(): void {
    const { client } = this;
    client.on('error', (error) => this.#fail(error));
    client.on('packetreceive', (packet) => this.#received(packet));
    client.on('connect', () => void this.#subscribe());
    client.on('close', () => this.#ended());
    client.handleMessage = (_packet, done) => this.#handled(done);
    this.stream.on('error', (error) => this.#fail(error));
    client.connect();
  }

  owe(message: Unacknowledged, qos: 1 | 2): OwedHere {
    const owed = { packet: message.packet, qos, settled: false, message, link: this };
    this.#row.add(owed);
    return owed;
  }

  settle(owed: OwedHere): void {
    owed.settled = true;
    if (this.#flushing || !this.isOpen) return;
    this.#flushing = true;
    // What one answer of Kafka settles is acknowledged in one piece.
    queueMicrotask(() => this.#acknowledge());
  }

  drop(problem: string): void {
    this.#problem ??= problem;
    this.stream.destroy();
  }

  /** Called now and then: goes on where there is room again, and is heard of by the broker where there is none. */
  reconsider(now: number): void {
    if (this.#goOn === undefined) return;
    if (!this.parts.deliveries.isFull()) this.#resume();
    else if (now - this.#pingedAt > (this.parts.limits.brokerKeepaliveS * 1000) / 3) this.#ping(now);
  }

  /** Takes nothing more: what still comes stays the broker's. What is owed can be acknowledged. */
  stopTaking(): void {
    this.#isLeaving = true;
    this.#resume();
  }

  /** At QoS 1: until the broker has it. Rejects when the connection ends before. */
  async publish({ topic, payload, qos, retain }: OutMessage): Promise<void> {
    await this.client.publishAsync(topic, Buffer.from(payload), { qos, retain });
  }

  /** Says goodbye; the session stays. */
  async leave(): Promise<void> {
    if (!this.isOpen) return;
    const left = new Promise<void>((resolve) => this.stream.once('close', () => resolve()));
    const impatience = setTimeout(() => this.stream.destroy(), LEAVE_MS);
    if (this.#wasWelcome) this.client.end(false);
    else this.stream.destroy();
    await left;
    clearTimeout(impatience);
  }

  #received(packet: Packet): void {
    if (packet.cmd === 'publish') this.#publish(packet);
    else if (packet.cmd === 'connack') this.#welcome(packet);
  }

  #publish(packet: IPublishPacket): void {
    const { topic, payload, qos, dup, retain, messageId } = packet;
    const claimed = this.stream.claimedOfNext();
    packet.qos = 0;
    if (this.#isLeaving) return;
    const delivery = {
      topic,
      payload: Buffer.isBuffer(payload) ? payload : Buffer.from(payload),
      qos,
      dup,
      retain,
      packet: messageId ?? 0,
      claimed,
    };
    this.parts.deliveries.take(delivery, this);
  }

  #welcome({ returnCode, sessionPresent }: IConnackPacket): void {
    if (returnCode !== 0) return;
    this.#wasWelcome = true;
    this.parts.welcomed(sessionPresent);
  }

  async #subscribe(): Promise<void> {
    const { broker, isSubscribed, subscribed } = this.parts;
    const problem = isSubscribed() ? undefined : await this.#subscribeTo(broker.filters);
    if (problem !== undefined) this.drop(`The MQTT broker at ${broker.url} ${problem}`);
    else if (this.isOpen) subscribed();
  }

  /** What the broker has against it, undefined when nothing, or when the connection has ended. */
  async #subscribeTo(filters: readonly string[]): Promise<string | undefined> {
    try {
      const granted = await this.client.subscribeAsync([...filters], { qos: 1 });
      const weak = granted.find(({ qos }) => qos < 1);
      return weak && `grants no QoS 1 for ${weak.topic}: nothing would be sent again.`;
    } catch (error) {
      const refused = error instanceof Error && 'packet' in error && error.packet !== undefined;
      return refused ? 'refuses a filter of MQTT_FILTERS: let its user read these topics.' : undefined;
    }
  }

  #handled(done: () => void): void {
    if (this.#isLeaving || !this.parts.deliveries.isFull()) {
      done();
      return;
    }
    this.#goOn = done;
    this.#ping(Date.now());
  }

  #resume(): void {
    const goOn = this.#goOn;
    this.#goOn = undefined;
    goOn?.();
  }

  // Its answers stand behind what isn't read on: mqtt.js would miss them, and the broker our pings.
  #ping(now: number): void {
    this.#pingedAt = now;
    this.client.sendPing();
    this.client.reschedulePing(true);
  }

  #acknowledge(): void {
    this.#flushing = false;
    if (!this.isOpen) return;
    const row = this.#row.take();
    if (row.length > 0) this.stream.write(ackBytes(row));
    for (const owed of row) this.parts.deliveries.acknowledged(owed);
    if (this.#goOn !== undefined && !this.parts.deliveries.isFull()) this.#resume();
  }

  #fail(error: Error): void {
    const { broker, clientId } = this.parts;
    this.#problem ??= linkProblem(error, { ...broker, clientId }, this.#wasWelcome);
    this.stream.destroy();
  }

  #ended(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#goOn = undefined;
    const { broker, clientId, deliveries, ended } = this.parts;
    deliveries.connectionEnded();
    ended(this.#problem ?? closedProblem({ ...broker, clientId }, this.#wasWelcome));
  }
}
