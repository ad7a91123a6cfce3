import { FilterTree } from './filter-tree';
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

/** What the broker knows beyond a connection: retained messages, and sessions with their subscriptions and queues. */
export class SessionState {
  readonly retained = new Map<string, Retained>();
  readonly sessions = new Map<string, Session>();
  #retainedBytes = 0;
  /** Subscriptions with QoS 1 and 2. */
  readonly #subscriptions = new FilterTree<Subscription>();
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
    if (!filters.some(hasWildcard)) return filters.flatMap((topic) => this.retained.get(topic) ?? []);
    const starts = filters.map((filter) => ({ filter, start: filter.split(/\/?[+#]/, 1)[0] ?? '' }));
    // Most begin otherwise, which is told sooner than level by level: thousands of devices subscribe at once after a power cut.
    return [...this.retained.values()].filter(({ topic }) =>
      starts.some(({ filter, start }) => topic.startsWith(start) && covers(filter, topic)),
    );
  }

  /** Returns the sessions of the same login that had to make room for a new one. */
  subscribe(clientId: string, subscriptions: readonly Subscription[]): readonly string[] {
    const session = this.sessions.get(clientId) ?? this.#begin(clientId);
    for (const { topic, qos, rh, rap, nl } of subscriptions) {
      if (session.subscriptions.size >= SUBSCRIPTIONS && !session.subscriptions.has(topic)) continue;
      const subscription = { topic, qos, rh, rap, nl };
      session.subscriptions.set(topic, subscription);
      if (qos > 0) this.#subscriptions.set(topic, clientId, subscription);
      else this.#subscriptions.delete(topic, clientId);
    }
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
    const subscriptions = this.sessions.get(clientId)?.subscriptions;
    for (const topic of topics) if (subscriptions?.delete(topic)) this.#subscriptions.delete(topic, clientId);
  }

  endSession(clientId: string): boolean {
    const session = this.sessions.get(clientId);
    if (session === undefined) return false;
    for (const topic of session.subscriptions.keys()) this.#subscriptions.delete(topic, clientId);
    for (const key of session.queue.keys()) this.dequeue(clientId, key);
    const login = loginOf(clientId);
    const ids = this.#ofLogin.get(login);
    if (ids?.delete(clientId) && ids.size === 0) this.#ofLogin.delete(login);
    return this.sessions.delete(clientId);
  }

  /** Sessions that want the topic with QoS 1 or 2, each once. */
  subscribers(topic: string): readonly ClientSubscription[] {
    const strongest = new Map<string, ClientSubscription>();
    this.#subscriptions.visit(topic, (clientId, subscription) => {
      if (subscription.qos > (strongest.get(clientId)?.qos ?? 0))
        strongest.set(clientId, { ...subscription, clientId });
    });
    return [...strongest.values()];
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

function hasWildcard(filter: string): boolean {
  return filter.includes('+') || filter.includes('#');
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
