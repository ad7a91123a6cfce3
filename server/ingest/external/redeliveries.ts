import { fingerprint } from '../repeats';
import type { Owed } from './ack-row';

export interface Delivered {
  readonly packet: number;
  readonly topic: string;
  readonly payload: Buffer;
  readonly dup: boolean;
}

/** The connection that a PUBLISH came over, as far as answering it is concerned. */
export interface Link {
  readonly isOpen: boolean;
  owe(message: Unacknowledged, qos: 1 | 2): OwedHere;
  /** It may be acknowledged, if the connection lives. */
  settle(owed: OwedHere): void;
  /** Ends the connection: the broker sends again what is owed. */
  drop(problem: string): void;
}

export interface OwedHere extends Owed {
  readonly message: Unacknowledged;
  readonly link: Link;
}

/** A message that the broker may send again: no acknowledgement of it was written to a living connection. */
export interface Unacknowledged {
  readonly packet: number;
  readonly topic: string;
  /** Bytes, a fingerprint once the connection is gone: a slice would keep its whole chunk in memory. */
  content: Buffer | string;
  /** In the log, or told to the dead letters. */
  settled: boolean;
  /** The answers that wait for it, one for each time it was sent. */
  owed: OwedHere[];
}

/**
 * What of a session is unacknowledged, over all its connections. Until the broker has an acknowledgement it gives the packet id
 * to no other message, so that a DUP of one of these is this one.
 */
export class Redeliveries {
  readonly #byPacket = new Map<number, Unacknowledged>();

  /** The earlier delivery that this one repeats. */
  match({ packet, topic, payload, dup }: Delivered): Unacknowledged | undefined {
    const earlier = dup ? this.#byPacket.get(packet) : undefined;
    if (earlier === undefined || earlier.topic !== topic) return undefined;
    return fingerprint(earlier.content) === fingerprint(payload) ? earlier : undefined;
  }

  add({ packet, topic, payload }: Delivered): Unacknowledged {
    const message = { packet, topic, content: payload, settled: false, owed: [] };
    this.#byPacket.set(packet, message);
    return message;
  }

  /** Its acknowledgement is written, or it will never be answered: the next with this packet id is looked at anew. */
  forget(message: Unacknowledged): void {
    if (this.#byPacket.get(message.packet) === message) this.#byPacket.delete(message.packet);
  }

  /** The connection is gone: what is settled waits for the broker to come back. */
  shrink(): void {
    for (const message of this.#byPacket.values()) {
      if (message.settled) message.content = fingerprint(message.content);
    }
  }

  /** The broker knows nothing of the session any more: its packet ids begin anew. */
  clear(): void {
    this.#byPacket.clear();
  }
}
