import type { IConnackPacket, IConnectPacket, IPublishPacket, ISubackPacket, Packet } from 'mqtt-packet';
import { expect } from 'vitest';
import { answered } from './a-door';
import { type Answer, connectBytes, WireClient } from './wire-client';

type Qos = 0 | 1 | 2;

/** An MQTT 3.1.1 client that does its half of every handshake, unless it is told to be silent. */
export class AnsweringClient extends WireClient {
  /** It hears, and acknowledges nothing. */
  silent = false;
  #packetId = 0;

  /** Every message that came, repeats too. */
  get messages(): readonly IPublishPacket[] {
    return this.received.filter((packet) => packet.cmd === 'publish');
  }

  /** Says CONNECT and waits for the answer. */
  async connect(options: Partial<IConnectPacket>): Promise<IConnackPacket> {
    this.sendBytes(connectBytes(options));
    return await this.#answer<IConnackPacket>('connack');
  }

  /** What it was granted, filter by filter; 128 = refused. */
  async subscribe(filters: Readonly<Record<string, Qos>>): Promise<readonly number[]> {
    const messageId = this.#nextPacketId();
    const subscriptions = Object.entries(filters).map(([topic, qos]) => ({ topic, qos }));
    this.send({ cmd: 'subscribe', messageId, subscriptions });
    return (await this.#answer<ISubackPacket>('suback', messageId)).granted.map(Number);
  }

  async unsubscribe(topic: string): Promise<void> {
    const messageId = this.#nextPacketId();
    this.send({ cmd: 'unsubscribe', messageId, unsubscriptions: [topic] });
    await answered(this, 'unsuback', messageId);
  }

  /** Returns when the whole handshake is over; at QoS 0 there is none. */
  async publishes(topic: string, payload: string, qos: Qos, retain = false): Promise<void> {
    const messageId = qos === 0 ? undefined : this.#nextPacketId();
    const packet: IPublishPacket = { cmd: 'publish', topic, payload, qos, retain, dup: false };
    this.send(messageId === undefined ? packet : { ...packet, messageId });
    if (qos > 0) await answered(this, qos === 1 ? 'puback' : 'pubcomp', messageId);
  }

  /** Says goodbye. */
  async leave(): Promise<void> {
    this.send({ cmd: 'disconnect' });
    await this.closed;
  }

  protected override came(packet: Packet): void {
    super.came(packet);
    if (packet.cmd === 'pubrec') this.#acknowledge('pubrel', packet);
    if (this.silent) return;
    if (packet.cmd === 'publish' && packet.qos === 1) this.#acknowledge('puback', packet);
    if (packet.cmd === 'publish' && packet.qos === 2) this.#acknowledge('pubrec', packet);
    if (packet.cmd === 'pubrel') this.#acknowledge('pubcomp', packet);
  }

  #acknowledge(cmd: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp', { messageId }: Packet): void {
    if (messageId !== undefined) this.send({ cmd, messageId });
  }

  #nextPacketId(): number {
    this.#packetId += 1;
    return this.#packetId;
  }

  async #answer<Wanted>(cmd: Answer, messageId?: number): Promise<Wanted> {
    const find = () =>
      this.received.find(
        (packet) => packet.cmd === cmd && (messageId === undefined || packet.messageId === messageId),
      );
    await expect.poll(find, { interval: 5 }).toBeDefined();
    return find() as Wanted;
  }
}

/** What counts of messages, for comparing. */
export function told(messages: readonly IPublishPacket[]): readonly string[] {
  return messages.map(
    ({ topic, payload, qos, retain }) => `${topic} ${payload} ${qos}${retain ? ' retained' : ''}`,
  );
}
