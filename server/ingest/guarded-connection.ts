import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Login } from '@/server/logins/index';
import type { Budget } from './budget';
import { Ended } from './ended';
import type { DoorLimits } from './limits';
import { PacketGuard, type Refusal } from './packet-guard';
import type { Sender } from './sender';

/** Why a socket is not read on; several at a time. */
export const PAUSED = { full: 1, waits: 2, held: 4, rate: 8, crowded: 16, stopping: 32 } as const;

const PINGRESP = Buffer.from([0xd0, 0]);
const READ_AHEAD_BYTES = 64 * 1024;
const COPY_BYTES = 64 * 1024;

/** Who decides when a connection must wait, and is told what was refused. */
interface Doorkeeper {
  shouldPause(connection: GuardedConnection): number;
  refusedClaim(connection: GuardedConnection, refusal: Refusal): void;
}

/** A client's socket as aedes sees it: only what the guard lets pass, and no faster than it can be kept. */
export class GuardedConnection extends Duplex {
  readonly guard: PacketGuard;
  sender: Sender | undefined;
  /** Who logged in; undefined until then. */
  login: Login | undefined;
  /** Moment of its end, ms since 1970. */
  endedAt: number | undefined;
  /** Seconds; 0 = it asked for none. Counted here, because aedes can't know when messages are held. */
  keepalive = 0;
  lastHeardAt = Date.now();
  /** When its messages were last held for long. */
  lastHeldAt = 0;
  /** PUBLISH packets that aedes has asked about. */
  asked = 0;
  /** It can have read our CONNACK before it left. One that can't gave up waiting, for a door that was too busy. */
  canHaveHeard = false;
  #answered = false;
  #paused = 0;
  #longPacketMs = 0;
  #messageTokens: number;
  #byteTokens: number;

  constructor(
    readonly socket: Socket,
    private readonly parts: {
      readonly door: Doorkeeper;
      readonly limits: DoorLimits;
      readonly budget: Budget;
    },
  ) {
    const { limits, budget } = parts;
    super({ readableHighWaterMark: READ_AHEAD_BYTES, writableHighWaterMark: 2 * limits.unreadBytes });
    this.guard = new PacketGuard(limits, budget);
    this.#messageTokens = limits.messagesPerSecond;
    this.#byteTokens = limits.bytesPerSecond;
    socket.on('data', (chunk: Buffer) => this.#arrived(chunk));
    socket.on('end', () => this.#left());
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  get isStalled(): boolean {
    return this.#paused !== 0;
  }

  /** The client may send now: its CONNECT is answered. */
  open(): void {
    this.guard.open();
    this.emit('letIn');
    this.#retry();
  }

  #hear(): void {
    if (this.endedAt === undefined) this.canHaveHeard = true;
  }

  pauseFor(reason: number): void {
    if (reason === 0) return;
    if (this.#paused === 0) this.socket.pause();
    this.#paused |= reason;
  }

  resumeFrom(reason: number): void {
    if ((this.#paused & reason) === 0) return;
    this.#paused &= ~reason;
    if (this.#paused !== 0) return;
    this.lastHeardAt = Date.now();
    this.socket.resume();
  }

  /** We are leaving: what is sent from now on is for whoever listens next. */
  stopReading(): void {
    this.pauseFor(PAUSED.stopping);
  }

  /** Time has passed: rate is granted anew, and reasons to wait may be gone. */
  regulate(elapsedMs: number): void {
    const { messagesPerSecond, bytesPerSecond } = this.parts.limits;
    const share = elapsedMs / 1000;
    this.#messageTokens = Math.min(messagesPerSecond, this.#messageTokens + messagesPerSecond * share);
    this.#byteTokens = Math.min(bytesPerSecond, this.#byteTokens + bytesPerSecond * share);
    this.#expectLongPacket(elapsedMs);
    if (this.#paused === 0) return;
    if (this.#messageTokens > 0 && this.#byteTokens > 0) this.resumeFrom(PAUSED.rate);
    this.reconsider();
  }

  /** Ends a client that books room for a long packet and does not send it: others wait for that room. */
  #expectLongPacket(elapsedMs: number): void {
    if (!this.guard.books) this.#longPacketMs = 0;
    else if (!this.isStalled) this.#longPacketMs += elapsedMs;
    if (this.#longPacketMs > this.parts.limits.longPacketMs)
      this.destroy(new Ended('too_slow', 'a long packet did not come whole in time'));
  }

  /** Resumes where what was held is gone. */
  reconsider(): void {
    const held = PAUSED.held | PAUSED.crowded;
    if ((this.#paused & held) !== 0) this.resumeFrom(held & ~this.parts.door.shouldPause(this));
    if (this.guard.waits && this.#paused === PAUSED.waits) this.#retry();
  }

  // It may still have sent packets that aedes has yet to read; whether it hears our answers nobody knows any more.
  #left(): void {
    this.endedAt ??= Date.now();
    this.push(null);
  }

  #retry(): void {
    this.resumeFrom(PAUSED.waits);
    this.#arrived(Buffer.alloc(0));
  }

  #arrived(chunk: Buffer): void {
    if (this.destroyed) return;
    this.lastHeardAt = Date.now();
    const before = this.guard.publishes;
    const passed = this.guard.take(chunk);
    if (this.guard.isOpen && (passed.length > 0 || this.guard.pings > 0)) this.#hear();
    if (passed.length > 0 && !this.push(passed)) this.pauseFor(PAUSED.full);
    if (this.guard.pings > 0) this.#answerPings();
    if (this.guard.refusal !== undefined) this.#refuse(this.guard.refusal);
    if (this.guard.waits) this.pauseFor(PAUSED.waits);
    this.#messageTokens -= this.guard.publishes - before;
    this.#byteTokens -= chunk.length;
    if (this.#messageTokens <= 0 || this.#byteTokens <= 0) this.pauseFor(PAUSED.rate);
    this.pauseFor(this.parts.door.shouldPause(this));
  }

  // Here and not in aedes, which reads nothing on while messages are held: the client would give up.
  #answerPings(): void {
    for (; this.guard.pings > 0; this.guard.pings -= 1) this.socket.write(PINGRESP);
  }

  #refuse(refusal: Refusal): void {
    this.parts.door.refusedClaim(this, refusal);
    this.destroy(new Ended(refusal.reason, `packet refused: ${refusal.reason}`));
  }

  override _read(): void {
    this.resumeFrom(PAUSED.full);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, written: () => void): void {
    this.socket.write(chunk);
    this.#wrote();
    written();
  }

  // One packet is several small writes of mqtt-packet: one buffer is cheaper than a list of them.
  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], written: () => void): void {
    const buffers = chunks.map(({ chunk }) => chunk);
    const bytes = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
    if (bytes <= COPY_BYTES) this.socket.write(Buffer.concat(buffers, bytes));
    else for (const buffer of buffers) this.socket.write(buffer);
    this.#wrote();
    written();
  }

  // The first that a client is written is its CONNACK. Sockets are read at least once between a CONNECT and the immediate behind
  // its answer: a goodbye that lay unread has come to light by then, and nobody who hears of CONNACK can leave before it.
  #wrote(): void {
    if (!this.#answered) setImmediate(() => this.#hear());
    this.#answered = true;
    this.#endIfUnread();
  }

  // aedes would stop every publisher while one subscriber doesn't read.
  #endIfUnread(): void {
    if (this.socket.writableLength <= this.parts.limits.unreadBytes) return;
    setImmediate(() => this.destroy(new Ended('unread', 'the client does not read what it subscribed to')));
  }

  override _final(done: () => void): void {
    this.socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.endedAt ??= Date.now();
    this.guard.close();
    this.socket.destroy();
    done(error);
  }
}
