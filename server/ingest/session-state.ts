import { covers } from './topic-filter';

export interface Subscription {
  readonly topic: string;
  readonly qos: number;
  readonly rh?: number | undefined;
  readonly rap?: boolean | undefined;
  readonly nl?: boolean | undefined;
}

interface Retained {
  readonly topic: string;
  readonly qos: number;
  readonly payload: Buffer;
}

/** A message that a session has yet to acknowledge. */
export interface Queued {
  readonly brokerId: string;
  readonly brokerCounter: number;
  readonly topic: string;
  readonly qos: number;
  readonly payload: Buffer;
  messageId?: number | undefined;
  /** PUBREL is what it waits for now. */
  released?: boolean;
}

export interface Session {
  readonly subscriptions: Map<string, Subscription>;
  /** By broker and counter, oldest first. */
  readonly queue: Map<string, Queued>;
  queuedBytes: number;
}

export type ClientSubscription = Subscription & { readonly clientId: string };

/** Who invents topics must not fill the memory: beyond these, what is new is handed on and not kept. */
const RETAINED_MESSAGES = 50_000;
const RETAINED_BYTES = 64 * 1024 * 1024;
const QUEUED_MESSAGES = 1_000;
const QUEUED_BYTES = 4 * 1024 * 1024;
/** Over all sessions. */
const ALL_QUEUED_MESSAGES = 200_000;
const ALL_QUEUED_BYTES = 128 * 1024 * 1024;
const SESSIONS_OF_A_LOGIN = 1_000;
export const SUBSCRIPTIONS = 2_000;
const CACHED_TOPICS = 10_000;

/** What the broker knows beyond a connection: retained messages, and sessions with their subscriptions and queues. */
export class SessionState {
  readonly retained = new Map<string, Retained>();
  readonly sessions = new Map<string, Session>();
  #retainedBytes = 0;
  #byTopic = new Map<string, readonly ClientSubscription[]>();
  /** Ids of sessions, oldest first. */
  readonly #ofLogin = new Map<string, Set<string>>();
  #queuedMessages = 0;
  #queuedBytes = 0;

  /** An empty one clears its topic, and so does one without room: a former value would be wrong. False: nothing changed. */
  retain(message: Retained): boolean {
    const { topic, payload } = message;
    const before = this.retained.get(topic);
    this.#retainedBytes -= weightOf(before);
    const room = before !== undefined || this.retained.size < RETAINED_MESSAGES;
    const kept = payload.length > 0 && room && this.#retainedBytes + weightOf(message) <= RETAINED_BYTES;
    if (!kept) return this.retained.delete(topic);
    this.retained.set(topic, message);
    this.#retainedBytes += weightOf(message);
    return true;
  }

  retainedFor(filters: readonly string[]): readonly Retained[] {
    return [...this.retained.values()].filter(({ topic }) => filters.some((filter) => covers(filter, topic)));
  }

  /** Returns the sessions of the same login that had to make room for a new one. */
  subscribe(clientId: string, subscriptions: readonly Subscription[]): readonly string[] {
    const session = this.sessions.get(clientId) ?? this.#begin(clientId);
    for (const { topic, qos, rh, rap, nl } of subscriptions) {
      if (session.subscriptions.size >= SUBSCRIPTIONS && !session.subscriptions.has(topic)) continue;
      session.subscriptions.set(topic, { topic, qos, rh, rap, nl });
    }
    this.#byTopic.clear();
    return this.#makeRoom(loginOf(clientId));
  }

  #begin(clientId: string): Session {
    const session: Session = { subscriptions: new Map(), queue: new Map(), queuedBytes: 0 };
    this.sessions.set(clientId, session);
    const login = loginOf(clientId);
    this.#ofLogin.set(login, (this.#ofLogin.get(login) ?? new Set()).add(clientId));
    return session;
  }

  #makeRoom(login: string): readonly string[] {
    const ids = this.#ofLogin.get(login) ?? new Set<string>();
    const ended: string[] = [];
    for (const id of ids) {
      if (ids.size <= SESSIONS_OF_A_LOGIN) break;
      this.endSession(id);
      ended.push(id);
    }
    return ended;
  }

  unsubscribe(clientId: string, topics: readonly string[]): void {
    for (const topic of topics) this.sessions.get(clientId)?.subscriptions.delete(topic);
    this.#byTopic.clear();
  }

  endSession(clientId: string): boolean {
    this.#byTopic.clear();
    for (const key of this.sessions.get(clientId)?.queue.keys() ?? []) this.dequeue(clientId, key);
    const login = loginOf(clientId);
    const ids = this.#ofLogin.get(login);
    if (ids?.delete(clientId) && ids.size === 0) this.#ofLogin.delete(login);
    return this.sessions.delete(clientId);
  }

  /** Sessions that want the topic with QoS 1 or 2, each once. */
  subscribers(topic: string): readonly ClientSubscription[] {
    const known = this.#byTopic.get(topic);
    if (known !== undefined) return known;
    const found: ClientSubscription[] = [];
    for (const [clientId, { subscriptions }] of this.sessions) {
      const matching = [...subscriptions.values()].filter((one) => one.qos > 0 && covers(one.topic, topic));
      const strongest = matching.sort((a, b) => b.qos - a.qos)[0];
      if (strongest !== undefined) found.push({ ...strongest, clientId });
    }
    if (this.#byTopic.size >= CACHED_TOPICS) this.#byTopic.clear();
    this.#byTopic.set(topic, found);
    return found;
  }

  /** Queues a message; the oldest make room. Returns the keys of those that had to. */
  enqueue(clientId: string, message: Queued): readonly string[] {
    const session = this.sessions.get(clientId);
    if (session === undefined) return [];
    this.dequeue(clientId, queueKey(message));
    session.queue.set(queueKey(message), message);
    session.queuedBytes += message.payload.length;
    this.#queuedMessages += 1;
    this.#queuedBytes += message.payload.length;
    const dropped: string[] = [];
    for (const key of session.queue.keys()) {
      if (!this.#isFull(session)) break;
      this.dequeue(clientId, key);
      dropped.push(key);
    }
    return dropped;
  }

  #isFull({ queue, queuedBytes }: Session): boolean {
    if (queue.size > QUEUED_MESSAGES || queuedBytes > QUEUED_BYTES) return true;
    return this.#queuedMessages > ALL_QUEUED_MESSAGES || this.#queuedBytes > ALL_QUEUED_BYTES;
  }

  dequeue(clientId: string, key: string): Queued | undefined {
    const session = this.sessions.get(clientId);
    const message = session?.queue.get(key);
    if (session === undefined || message === undefined) return undefined;
    session.queue.delete(key);
    session.queuedBytes -= message.payload.length;
    this.#queuedMessages -= 1;
    this.#queuedBytes -= message.payload.length;
    return message;
  }
}

function weightOf(message: Retained | undefined): number {
  return message === undefined ? 0 : message.payload.length + message.topic.length;
}

/** The broker puts it before the client id. */
function loginOf(clientId: string): string {
  return clientId.slice(0, Math.max(0, clientId.indexOf('/')));
}

export function queueKey(message: { readonly brokerId: string; readonly brokerCounter: number }): string {
  return `${message.brokerId} ${message.brokerCounter}`;
}
