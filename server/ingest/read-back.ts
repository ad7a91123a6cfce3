import { parseRawHeader, RAW_HEADER, type RawHeader } from '@/contracts/raw-message';
import { fingerprint } from './repeats';
import type { Senders } from './sender';

/** A record of the raw log, as far as reading back needs it. */
export interface LoggedRecord {
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | undefined>>;
}

interface Past {
  /** By packet id, in log order. */
  readonly sent: Map<number, { header: RawHeader; content: string }>;
  reused: boolean;
}

/**
 * What clients with sessions sent shortly before the last stop: nobody knows whether they heard our answers. A client that
 * used a packet id twice is left out: its next message with that id may be a new one.
 */
export class ReadBack {
  readonly #clients = new Map<string, Past>();

  add(record: LoggedRecord): void {
    const header = headerOf(record);
    if (header?.packet === undefined || header.device === undefined || !header.session) return;
    const past = this.#clients.get(header.device) ?? { sent: new Map(), reused: false };
    this.#clients.set(header.device, past);
    const earlier = past.sent.get(header.packet);
    // The same uid twice is one message that Kafka was sent twice.
    if (earlier !== undefined && earlier.header.uid !== header.uid) past.reused = true;
    past.sent.set(header.packet, { header, content: fingerprint(record.value ?? Buffer.alloc(0)) });
  }

  restore(senders: Senders): void {
    for (const [device, past] of this.#clients) {
      if (past.reused) continue;
      const sender = senders.restore(device);
      for (const [packet, { header, content }] of newest(past, senders.remembered)) {
        const { uid, qos, topic } = header;
        sender.repeats.restore({
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
}

function newest(
  past: Past,
  limit: number,
): readonly (readonly [number, { header: RawHeader; content: string }])[] {
  return [...past.sent].sort(([, a], [, b]) => a.header.received - b.header.received).slice(-limit);
}

function headerOf(record: LoggedRecord): RawHeader | undefined {
  const bytes = record.headers[RAW_HEADER];
  if (bytes === undefined) return undefined;
  try {
    return parseRawHeader(bytes);
  } catch {
    // Not written by a door: decode tells the dead letters.
    return undefined;
  }
}
