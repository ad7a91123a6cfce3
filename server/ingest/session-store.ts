import { Readable } from 'node:stream';
import type { SessionJournal } from './session-journal';
import {
  type ClientSubscription,
  type Queued,
  queueKey,
  type SessionState,
  type Subscription,
} from './session-state';

interface ClientLike {
  readonly id: string;
  readonly clean?: boolean;
  readonly closed?: boolean;
  readonly conn?: unknown;
}

interface PacketLike {
  readonly cmd?: string;
  readonly brokerId?: string;
  readonly brokerCounter?: number;
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: number;
  readonly messageId?: number;
}

/** aedes decides by a rejection whether it has seen a QoS 2 packet id; one error serves them all. */
const UNKNOWN = new Error('no such packet');
const NOTHING = Promise.resolve();

/**
 * aedes' persistence. Of QoS 2 packets on their way in it keeps the ids alone: their bytes are in the raw log, and a thousand
 * half-open handshakes a client must not fill the memory. Wills end with the process: that we died says nothing about a device.
 */
export class SessionStore {
  readonly #incoming = new Map<string, Set<number>>();
  readonly #wills = new Map<string, { brokerId?: string; clientId?: string }>();
  #brokerId = '';

  constructor(
    private readonly state: SessionState,
    private readonly journal: SessionJournal,
    private readonly released: (clientId: string, packet: number) => void,
    /** aedes hands over all filters of a SUBSCRIBE, also those that it refuses. */
    private readonly mayRead: (client: ClientLike, filter: string) => boolean,
  ) {}

  async setup(broker: { readonly id: string }): Promise<void> {
    this.#brokerId = broker.id;
  }

  storeRetained({ topic, qos, payload }: PacketLike): Promise<void> {
    // A slice would keep the whole chunk it came in.
    if (this.state.retain({ topic, qos, payload: Buffer.from(payload) })) this.journal.retained(topic);
    return NOTHING;
  }

  createRetainedStreamCombi(filters: readonly string[]): Readable {
    const messages = this.state.retainedFor(filters);
    return Readable.from(
      messages.map((message) => ({ cmd: 'publish', retain: true, dup: false, ...message })),
    );
  }

  async addSubscriptions(client: ClientLike, subscriptions: readonly Subscription[]): Promise<void> {
    const granted = subscriptions.filter(({ topic }) => this.mayRead(client, topic));
    for (const ended of this.state.subscribe(client.id, granted)) this.journal.session(ended);
    this.journal.session(client.id);
  }

  async removeSubscriptions(client: ClientLike, topics: readonly string[]): Promise<void> {
    this.state.unsubscribe(client.id, topics);
    this.journal.session(client.id);
  }

  async subscriptionsByClient(client: ClientLike): Promise<readonly Subscription[]> {
    return [...(this.state.sessions.get(client.id)?.subscriptions.values() ?? [])].map((one) => ({ ...one }));
  }

  async cleanSubscriptions(client: ClientLike): Promise<void> {
    if (this.state.endSession(client.id)) this.journal.session(client.id);
  }

  subscriptionsByTopic(topic: string): Promise<readonly ClientSubscription[]> {
    return Promise.resolve(this.state.subscribers(topic));
  }

  async outgoingEnqueue(to: { readonly clientId: string }, packet: PacketLike): Promise<void> {
    // A slice would keep the whole chunk it came in.
    this.#enqueue(to.clientId, { ...packet, payload: Buffer.from(packet.payload) }, packet.qos);
  }

  outgoingEnqueueCombi(subscribers: readonly ClientSubscription[], packet: PacketLike): Promise<void> {
    if (subscribers.length === 0) return NOTHING;
    const kept = { ...packet, payload: Buffer.from(packet.payload) };
    for (const { clientId, qos } of subscribers) this.#enqueue(clientId, kept, Math.min(qos, packet.qos));
    return NOTHING;
  }

  #enqueue(clientId: string, packet: PacketLike, qos: number): void {
    const { brokerId = this.#brokerId, brokerCounter = 0, topic, payload } = packet;
    const message: Queued = { brokerId, brokerCounter, topic, qos, payload };
    this.journal.queued(clientId, queueKey(message));
    for (const key of this.state.enqueue(clientId, message)) this.journal.delivered(clientId, key);
  }

  /** A queued message gets its packet id, or has come to PUBREL. One that had to make room is sent all the same. */
  async outgoingUpdate(client: ClientLike, packet: PacketLike): Promise<void> {
    const queue = this.state.sessions.get(client.id)?.queue;
    if (queue === undefined) return;
    if (packet.cmd === 'pubrel') {
      const message = withId(queue, packet.messageId);
      if (message !== undefined) message.released = true;
      return;
    }
    const { brokerId = this.#brokerId, brokerCounter = 0 } = packet;
    const message = queue.get(queueKey({ brokerId, brokerCounter }));
    if (message !== undefined) message.messageId = packet.messageId;
  }

  async outgoingClearMessageId(client: ClientLike, packet: PacketLike): Promise<object | undefined> {
    const queue = this.state.sessions.get(client.id)?.queue;
    const message = queue && withId(queue, packet.messageId);
    if (message === undefined) return undefined;
    const key = queueKey(message);
    this.state.dequeue(client.id, key);
    this.journal.delivered(client.id, key);
    return asPacket(message);
  }

  outgoingStream(client: ClientLike): Readable {
    return Readable.from([...(this.state.sessions.get(client.id)?.queue.values() ?? [])].map(asPacket));
  }

  async incomingStorePacket(client: ClientLike, packet: PacketLike): Promise<void> {
    // A clean session that is over already would never be cleaned up.
    if (packet.messageId === undefined || (client.closed && client.clean)) return;
    const ids = this.#incoming.get(client.id) ?? new Set();
    this.#incoming.set(client.id, ids.add(packet.messageId));
  }

  async incomingGetPacket(client: ClientLike, packet: PacketLike): Promise<PacketLike> {
    const { messageId } = packet;
    if (packet.cmd === 'pubrel' && messageId !== undefined) this.released(client.id, messageId);
    if (messageId === undefined || !this.#incoming.get(client.id)?.has(messageId)) throw UNKNOWN;
    return packet;
  }

  async incomingDelPacket(client: ClientLike, packet: PacketLike): Promise<void> {
    const ids = this.#incoming.get(client.id);
    if (packet.messageId === undefined || !ids?.delete(packet.messageId)) throw UNKNOWN;
    if (ids.size === 0) this.#incoming.delete(client.id);
  }

  async cleanIncoming(client: ClientLike): Promise<void> {
    this.#incoming.delete(client.id);
  }

  async putWill(client: ClientLike, will: { brokerId?: string; clientId?: string }): Promise<void> {
    this.#wills.set(client.id, Object.assign(will, { brokerId: this.#brokerId, clientId: client.id }));
  }

  async delWill(client: ClientLike): Promise<object | undefined> {
    const will = this.#wills.get(client.id);
    this.#wills.delete(client.id);
    return will;
  }

  /** Wills of brokers that died: none, they end with their process. */
  streamWill(): Readable {
    return Readable.from([]);
  }
}

function withId(queue: ReadonlyMap<string, Queued>, messageId: number | undefined): Queued | undefined {
  for (const message of queue.values()) if (message.messageId === messageId) return message;
  return undefined;
}

function asPacket({ released, ...message }: Queued): object {
  if (released) return { cmd: 'pubrel', messageId: message.messageId };
  // One that has a packet id was sent before.
  return { cmd: 'publish', retain: false, dup: message.messageId !== undefined, ...message };
}
