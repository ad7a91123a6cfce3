import type { LivePort } from './live-port';

const RETRY_MS = [250, 500, 1_000, 2_500, 5_000] as const;

/** Keeps one connection: made again by itself, with longer and longer pauses, and at once when someone asks. */
export class LinkConnection {
  connected = false;
  private wanted = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly port: Pick<LivePort, 'open' | 'close'>,
    private readonly on: { up(): void; down(): void },
  ) {}

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.port.open();
  }

  stop(): void {
    this.wanted = false;
    clearTimeout(this.timer);
    this.connected = false;
    this.port.close();
  }

  isUp(): void {
    if (!this.wanted) return;
    clearTimeout(this.timer);
    this.failures = 0;
    this.connected = true;
    this.on.up();
  }

  isDown(): void {
    if (!this.wanted) return;
    this.connected = false;
    this.on.down();
    this.retryLater();
  }

  /** Gives a connection up that looks open but isn't. */
  drop(): void {
    if (!this.wanted) return;
    this.port.close();
    // Closing tells `isDown` only when the port had noticed that it was open.
    if (this.connected) this.isDown();
  }

  tryNow(): void {
    if (!this.wanted || this.connected) return;
    clearTimeout(this.timer);
    this.failures = 0;
    this.port.open();
    this.retryLater();
  }

  private retryLater(): void {
    clearTimeout(this.timer);
    const pauseMs = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? 0;
    this.failures += 1;
    // Two hundred browsers whose server restarts don't all come back in one instant.
    this.timer = setTimeout(() => this.port.open(), pauseMs * (0.8 + 0.4 * Math.random()));
  }
}
