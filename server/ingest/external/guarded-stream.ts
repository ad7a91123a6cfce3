import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { Budget } from '../budget';
import type { DoorLimits } from '../limits';
import { PacketGuard } from '../packet-guard';

/** The connection to the broker as mqtt.js reads it: no packet longer than allowed, whatever one claims to be. */
export class GuardedStream extends Duplex {
  readonly #socket: Socket;
  readonly #guard: PacketGuard;
  #asked = 0;

  constructor(socket: Socket, limits: DoorLimits) {
    super();
    this.#socket = socket;
    // What a broker delivers is cut, never refused: it would send it again for ever.
    this.#guard = new PacketGuard(
      { ...limits, claimBytes: Number.POSITIVE_INFINITY },
      new Budget(Number.POSITIVE_INFINITY),
    );
    this.#guard.open();
    socket.on('data', (chunk) => this.#arrived(chunk));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  /** To be asked once for every PUBLISH, in order: how long it was, if it was cut. */
  claimedOfNext(): number | undefined {
    this.#asked += 1;
    if (this.#guard.cut.size === 0) return undefined;
    const claimed = this.#guard.cut.get(this.#asked);
    this.#guard.cut.delete(this.#asked);
    return claimed;
  }

  #arrived(chunk: Buffer): void {
    const passed = this.#guard.take(chunk);
    if (passed.length > 0 && !this.push(passed)) this.#socket.pause();
    if (this.#guard.refusal !== undefined) this.destroy(new Error('what the broker sends is no MQTT'));
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, written: (error?: Error | null) => void): void {
    this.#socket.write(chunk, encoding, written);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
