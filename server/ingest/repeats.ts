import { createHash } from 'node:crypto';

/** The connection a PUBLISH came over, as far as repeats are concerned. */
export interface Link {
  /** ms since 1970; undefined while it lives. */
  readonly endedAt: number | undefined;
}

export interface Publish {
  readonly packet: number;
  readonly qos: number;
  readonly topic: string;
  readonly payload: Buffer;
}

/** A PUBLISH with a packet id that its sender may send again. */
export interface Sent {
  readonly uid: string;
  readonly packet: number;
  readonly qos: number;
  readonly topic: string;
  /** Bytes while held, a fingerprint afterwards: a slice would keep its whole chunk in memory. */
  content: Buffer | string;
  /** `held`: not in the log yet. `unanswered`: in the log, its sender can't know. `answered`: we wrote the answer. */
  state: 'held' | 'unanswered' | 'answered';
  link: Link | undefined;
  answeredAt: number;
}

/** An answer written this shortly before its connection ended may never have arrived… */
const DOUBT_MS = 5_000;
/** …and whoever missed it comes back soon. Later, the same packet id and payload are a new message. */
const RETURN_MS = 15_000;
const EXACT_BYTES = 256;

/** What one client has sent and may send again: decides whether a PUBLISH is a repeat. */
export class Repeats {
  readonly #sent = new Map<number, Sent>();
  #reuses = false;
  #link: Link | undefined;
  #restored: PacketSpan | undefined;

  /** A clean session ends with its connection: then nothing is kept once it is answered. */
  constructor(private readonly persistent: boolean) {}

  get size(): number {
    return this.#sent.size;
  }

  /** The earlier PUBLISH that this one repeats, whatever its DUP flag says. */
  match(publish: Publish, link: Link, now: number): Sent | undefined {
    const sent = this.#sent.get(publish.packet);
    if (sent === undefined || sent.qos !== publish.qos || sent.topic !== publish.topic) return undefined;
    if (!this.#isOpen(sent, link, now) || !sameContent(sent.content, publish.payload)) return undefined;
    return sent;
  }

  /**
   * Keeps a new PUBLISH; the first one over a new connection shows that its sender knows the answers to all before. Not one whose
   * packet id is missing among what the log holds: a kill took it from one partition while later ones stand in another, and its
   * sender is still at sending all of them again.
   */
  add(sent: Sent, limit: number): void {
    const isMissing = !this.#sent.has(sent.packet) && isWithin(this.#restored, sent.packet);
    if (sent.link !== this.#link && !isMissing) this.#somethingElse(sent.link);
    if (this.#sent.delete(sent.packet)) this.#reuses = true;
    this.#sent.set(sent.packet, sent);
    if (this.#sent.size > limit) this.#trim(limit);
  }

  /** What the log holds of a client that was here before the restart, oldest first; open until it sends something else. */
  restore(sent: Sent): void {
    this.#sent.set(sent.packet, sent);
    this.#restored = spanWith(this.#restored, sent.packet);
  }

  /** The PUBLISH is in the log, and its sender was told if its connection still lives. */
  settle(sent: Sent, now: number): void {
    if (this.#sent.get(sent.packet) !== sent) return;
    if (!this.persistent && sent.qos === 1) {
      this.#sent.delete(sent.packet);
      return;
    }
    sent.content = fingerprint(sent.content);
    sent.state = sent.link?.endedAt === undefined ? 'answered' : 'unanswered';
    sent.answeredAt = now;
  }

  /** Kafka or the door said no: it is no message that could be repeated. */
  forget(sent: Sent): void {
    if (this.#sent.get(sent.packet) === sent) this.#sent.delete(sent.packet);
  }

  /** PUBREL: the sender has our PUBREC and will use the id for something new. */
  release(packet: number): void {
    if (this.#sent.get(packet)?.state !== 'held') this.#sent.delete(packet);
  }

  #isOpen(sent: Sent, link: Link, now: number): boolean {
    if (sent.state !== 'answered' || sent.qos === 2) return true;
    if (this.#reuses || sent.link === link || sent.link?.endedAt === undefined) return false;
    return sent.link.endedAt - sent.answeredAt <= DOUBT_MS && now - sent.link.endedAt <= RETURN_MS;
  }

  #somethingElse(link: Link | undefined): void {
    this.#link = link;
    this.#restored = undefined;
    for (const [packet, sent] of this.#sent) {
      // QoS 2 stays until PUBREL, but not what an earlier run left: that PUBREL may have come then.
      const open = sent.state === 'held' || (sent.qos === 2 && sent.link !== undefined);
      if (!open && sent.link !== link) this.#sent.delete(packet);
    }
  }

  #trim(limit: number): void {
    for (const [packet, sent] of this.#sent) {
      if (this.#sent.size <= limit) return;
      if (sent.state !== 'held') this.#sent.delete(packet);
    }
  }
}

/** Packet ids from a first one to a last: they rise, and begin again at 1 after the highest. */
interface PacketSpan {
  readonly first: number;
  readonly last: number;
}

const PACKET_IDS = 65_536;

/** With the id that its sender used next. One from before the first is of a sender that counts anew: only from there on do ids rise. */
function spanWith(span: PacketSpan | undefined, packet: number): PacketSpan {
  if (span === undefined) return { first: packet, last: packet };
  if (isWithin(span, packet)) return span;
  const isAhead = stepsTo(span.last, packet) < PACKET_IDS / 2;
  return { first: isAhead ? span.first : packet, last: packet };
}

function isWithin(span: PacketSpan | undefined, packet: number): boolean {
  if (span === undefined) return false;
  const steps = stepsTo(span.first, packet);
  return steps > 0 && steps < stepsTo(span.first, span.last);
}

function stepsTo(from: number, to: number): number {
  return (to - from + PACKET_IDS) % PACKET_IDS;
}

function sameContent(content: Buffer | string, payload: Buffer): boolean {
  return typeof content === 'string' ? content === fingerprint(payload) : content.equals(payload);
}

/** Short payloads are their own fingerprint: no two different ones are ever taken for one. */
export function fingerprint(content: Buffer | string): string {
  if (typeof content === 'string') return content;
  if (content.length <= EXACT_BYTES) return content.toString('latin1');
  return `sha256:${createHash('sha256').update(content).digest('base64')}`;
}
