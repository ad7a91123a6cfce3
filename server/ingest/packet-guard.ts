import type { Budget } from './budget';
import type { DoorLimits } from './limits';

/** Why a connection is ended before aedes sees another byte. */
export interface Refusal {
  readonly reason: 'too_large' | 'malformed' | 'no_connect';
  /** Set for a PUBLISH: its QoS and what it claims to be long. */
  readonly publish?: { readonly qos: 0 | 1 | 2; readonly claimed: number; readonly body: Buffer };
}

const EMPTY = Buffer.alloc(0);
const CONNECT = 1;
const PUBLISH = 3;
const PINGREQ = 12;
/** Shorter packets come whole soon enough: their bytes are not booked while they arrive. */
const LONG_BYTES = 16 * 1024;
const SAMPLE_BYTES = 1024;

/**
 * Reads fixed headers only and decides about each packet before its bytes are kept anywhere: aedes buffers whatever a packet
 * claims. Bytes of good packets pass untouched and uncopied.
 */
export class PacketGuard {
  /** PUBLISH packets passed so far; the n-th is the n-th that aedes asks about. */
  publishes = 0;
  /** Which of them were cut, and how long they claimed to be. */
  readonly cut = new Map<number, number>();
  /** PINGREQ packets taken out since last asked; whoever reads the socket answers them. */
  pings = 0;
  refusal: Refusal | undefined;
  /** Largest PUBLISH that passes uncut; whoever has logged in may be allowed less. */
  publishBytes: number;

  #state: 'connect' | 'connecting' | 'waiting' | 'open' = 'connect';
  #blocked = false;
  #passing = 0;
  #dropping = 0;
  #booked = 0;
  #kept: Buffer = EMPTY;
  #bytes: Buffer = EMPTY;
  #position = 0;
  #from = 0;
  #pieces: Buffer[] = [];

  constructor(
    private readonly limits: DoorLimits,
    private readonly budget: Budget,
  ) {
    this.publishBytes = limits.publishBytes;
  }

  /** No more bytes, please: CONNECT is not answered yet, or there is no room for the next packet. */
  get waits(): boolean {
    return this.#state === 'waiting' || this.#blocked;
  }

  /** A long packet is under way and keeps room from others. */
  get books(): boolean {
    return this.#booked > 0;
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** CONNECT was answered: what follows may pass. */
  open(): void {
    this.#state = 'open';
  }

  /** Gives back what a packet that never came whole had booked. */
  close(): void {
    this.budget.give(this.#booked);
    this.#booked = 0;
    this.#kept = EMPTY;
  }

  /** What of these bytes, and of those kept back earlier, may pass. */
  take(chunk: Buffer): Buffer {
    this.#begin(chunk);
    while (this.#position < this.#bytes.length && this.#step()) {
      // Each step passes or drops bytes, or reads one fixed header.
    }
    return this.#end();
  }

  #begin(chunk: Buffer): void {
    this.#bytes = this.#kept.length === 0 ? chunk : Buffer.concat([this.#kept, chunk]);
    this.#kept = EMPTY;
    this.#position = 0;
    this.#from = 0;
    this.#blocked = false;
  }

  #end(): Buffer {
    this.#flush();
    this.#bytes = EMPTY;
    const pieces = this.#pieces;
    if (pieces.length === 0) return EMPTY;
    this.#pieces = [];
    return pieces.length === 1 ? (pieces[0] ?? EMPTY) : Buffer.concat(pieces);
  }

  #flush(): void {
    if (this.#position > this.#from) this.#pieces.push(this.#bytes.subarray(this.#from, this.#position));
    this.#from = this.#position;
  }

  #step(): boolean {
    if (this.#passing > 0) return this.#pass();
    if (this.#dropping > 0) return this.#drop();
    if (this.#state === 'waiting') return this.#keepRest();
    return this.#header();
  }

  #pass(): boolean {
    const bytes = Math.min(this.#passing, this.#bytes.length - this.#position);
    this.#position += bytes;
    this.#passing -= bytes;
    if (this.#passing === 0) this.#packetPassed();
    return true;
  }

  #packetPassed(): void {
    if (this.#booked > 0) {
      this.budget.give(this.#booked);
      this.#booked = 0;
    }
    if (this.#state === 'connecting') this.#state = 'waiting';
  }

  #drop(): boolean {
    this.#flush();
    const bytes = Math.min(this.#dropping, this.#bytes.length - this.#position);
    this.#position += bytes;
    this.#dropping -= bytes;
    this.#from = this.#position;
    return true;
  }

  #keepRest(): boolean {
    this.#flush();
    this.#kept = this.#bytes.subarray(this.#position);
    this.#from = this.#position = this.#bytes.length;
    return false;
  }

  #refuse(refusal: Refusal): boolean {
    this.#flush();
    this.refusal = refusal;
    this.#from = this.#position = this.#bytes.length;
    return false;
  }

  #header(): boolean {
    let length = 0;
    let size = 1;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.#position + size];
      if (byte === undefined) return this.#keepRest();
      length += (byte & 127) * scale;
      size += 1;
      if (byte < 128) break;
      if (size === 5) return this.#refuse({ reason: 'malformed' });
    }
    return this.#packet(this.#bytes[this.#position] ?? 0, size, length);
  }

  #packet(first: number, size: number, length: number): boolean {
    const type = first >> 4;
    if (this.#state === 'connect') return this.#connect(type, size, length);
    if (type === PUBLISH) return this.#publish(first, size, length);
    if (type === PINGREQ && length === 0) return this.#ping(size);
    const limit = type === CONNECT ? this.limits.connectBytes : this.limits.otherBytes;
    return length > limit ? this.#refuse({ reason: 'too_large' }) : this.#start(size, length);
  }

  #connect(type: number, size: number, length: number): boolean {
    if (type !== CONNECT) return this.#refuse({ reason: 'no_connect' });
    if (length > this.limits.connectBytes) return this.#refuse({ reason: 'too_large' });
    this.#state = 'connecting';
    return this.#start(size, length);
  }

  #ping(size: number): boolean {
    this.#flush();
    this.#position += size;
    this.#from = this.#position;
    this.pings += 1;
    return true;
  }

  #publish(first: number, size: number, length: number): boolean {
    if (length > this.limits.claimBytes) return this.#refuseClaim(first, size, length);
    if (length > this.publishBytes) return this.#cutPublish(first, size, length);
    if (length > LONG_BYTES && this.#position + size + length > this.#bytes.length) {
      if (!this.budget.tryTake(length)) {
        this.#blocked = true;
        return this.#keepRest();
      }
      this.#booked = length;
    }
    this.publishes += 1;
    return this.#start(size, length);
  }

  #start(size: number, length: number): boolean {
    this.#position += size;
    this.#passing = length;
    if (length === 0) this.#packetPassed();
    return true;
  }

  #refuseClaim(first: number, size: number, claimed: number): boolean {
    const at = this.#position + size;
    const body = Buffer.from(this.#bytes.subarray(at, at + 2 * SAMPLE_BYTES));
    return this.#refuse({ reason: 'too_large', publish: { qos: qosOf(first), claimed, body } });
  }

  /** Topic, packet id and the first KB of the payload pass under a header of their own, the rest is dropped as it comes. */
  #cutPublish(first: number, size: number, length: number): boolean {
    const at = this.#position + size;
    if (this.#bytes.length < at + 2) return this.#keepRest();
    const topicBytes = this.#bytes.readUInt16BE(at);
    const kept = Math.min(length, 2 + topicBytes + (qosOf(first) > 0 ? 2 : 0) + SAMPLE_BYTES);
    this.#flush();
    this.#pieces.push(fixedHeader(first, kept));
    this.#from = this.#position = at;
    this.#passing = kept;
    this.#dropping = length - kept;
    this.publishes += 1;
    this.cut.set(this.publishes, length);
    return true;
  }
}

function qosOf(first: number): 0 | 1 | 2 {
  const qos = (first >> 1) & 3;
  return qos === 1 || qos === 2 ? qos : 0;
}

function fixedHeader(first: number, length: number): Buffer {
  const bytes = [first];
  let rest = length;
  do {
    bytes.push((rest % 128) | (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.from(bytes);
}
