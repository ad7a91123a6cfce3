import { parseRawHeader, RAW_HEADER, type RawHeader } from '@/contracts/raw-message';
import { fingerprint } from './repeats';
import type { Senders } from './sender';

/** A record of the raw log, as far as reading back needs it. */
export interface LoggedRecord {
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | undefined>>;
}

interface Logged {
  readonly header: RawHeader;
  readonly content: string;
}

interface Past {
  /** The newest by packet id, and some older ones. */
  sent: Map<number, Logged>;
  /** One bit a packet id. */
  readonly used: Uint8Array;
  reused: boolean;
}

const PACKET_IDS = 65_536;
const REMEMBERED_EACH = 512;
const SESSION = Buffer.from('"session":true');

/**
 * What clients with sessions sent shortly before the last stop: nobody knows whether they heard our answers. A client that
 * used a packet id twice is left out: its next message with that id may be a new one.
 */
export class ReadBack {
  readonly #clients = new Map<string, Past>();

  add(record: LoggedRecord): void {
    const header = headerOf(record);
    if (header?.packet === undefined || header.device === undefined || !header.session) return;
    const past = this.#pastOf(header.device);
    if (past.reused) return;
    // The same uid twice is one message that Kafka was sent twice.
    const again = past.sent.get(header.packet)?.header.uid === header.uid;
    if (!again && isUsed(past.used, header.packet)) {
      past.reused = true;
      past.sent.clear();
      return;
    }
    markUsed(past.used, header.packet);
    past.sent.set(header.packet, { header, content: fingerprint(record.value ?? Buffer.alloc(0)) });
    // One partition is read after the other: what was read first may be the newest.
    if (past.sent.size >= 2 * REMEMBERED_EACH) past.sent = new Map(newest(past.sent, REMEMBERED_EACH));
  }

  restore(senders: Senders): void {
    for (const [device, { sent }] of this.#clients) {
      if (sent.size === 0) continue;
      const { repeats } = senders.restore(device);
      const each = Math.min(REMEMBERED_EACH, senders.remembered);
      for (const [packet, { header, content }] of newest(sent, each)) {
        const { uid, qos, topic } = header;
        repeats.restore({
          uid,
          packet,
          qos,
          topic,
          content,
          state: 'unanswered',
          link: undefined,
          answeredAt: 0,
        });
      }
    }
  }

  #pastOf(device: string): Past {
    const known = this.#clients.get(device);
    if (known !== undefined) return known;
    const past = { sent: new Map(), used: new Uint8Array(PACKET_IDS / 8), reused: false };
    this.#clients.set(device, past);
    return past;
  }
}

function isUsed(used: Uint8Array, packet: number): boolean {
  return ((used[packet >> 3] ?? 0) & (1 << (packet & 7))) !== 0;
}

function markUsed(used: Uint8Array, packet: number): void {
  used[packet >> 3] = (used[packet >> 3] ?? 0) | (1 << (packet & 7));
}

// Over several partitions log order is the order of receipt.
function newest(sent: Past['sent'], limit: number): readonly (readonly [number, Logged])[] {
  return [...sent].sort(([, a], [, b]) => a.header.received - b.header.received).slice(-limit);
}

function headerOf(record: LoggedRecord): RawHeader | undefined {
  const bytes = record.headers[RAW_HEADER];
  // Most records are of clean sessions: not worth parsing.
  if (bytes === undefined || !bytes.includes(SESSION)) return undefined;
  try {
    return parseRawHeader(bytes);
  } catch {
    // Not written by a door: decode tells the dead letters.
    return undefined;
  }
}
