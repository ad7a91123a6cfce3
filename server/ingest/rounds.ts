import type { Logger } from 'pino';
import type { Metrics } from '@/server/metrics';
import type { ClientPort } from './client-port';
import { Ended } from './ended';
import type { GuardedConnection } from './guarded-connection';
import type { Keeper } from './keeper';
import type { Outbox } from './outbox';
import type { ReceiptClock } from './receipt-clock';
import type { Senders } from './sender';
import type { SessionJournal } from './session-journal';
import type { Tally } from './tally';

const ROUND_MS = 100;
const SECOND_MS = 1_000;

interface Parts {
  readonly port: ClientPort;
  readonly senders: Senders;
  readonly keeper: Keeper;
  readonly outbox: Outbox;
  readonly clock: ReceiptClock;
  readonly tally: Tally;
  readonly journal: SessionJournal;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** What depends on time and not on a message, for all connections at once: one timer instead of several a client. */
export class Rounds {
  #timer: NodeJS.Timeout | undefined;
  #lastRound = 0;
  #lastSecond = 0;
  #writing: Promise<void> | undefined;
  #unwritable = false;

  constructor(private readonly parts: Parts) {}

  start(): void {
    this.#lastRound = Date.now();
    this.#timer = setInterval(() => this.#round(Date.now()), ROUND_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    await this.#write();
  }

  #writeJournal(): void {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  async #write(): Promise<void> {
    const { journal, log } = this.parts;
    try {
      await journal.write();
      if (this.#unwritable) log.info('sessions are written again');
      this.#unwritable = false;
    } catch (error) {
      // The next round tries again; messages don't depend on it.
      if (!this.#unwritable) log.error({ error }, 'subscriptions and retained messages can not be written');
      this.#unwritable = true;
    }
  }

  #round(now: number): void {
    const { port, senders, outbox, tally, metrics } = this.parts;
    const { connections } = port;
    const elapsedMs = Math.max(0, Math.min(now - this.#lastRound, SECOND_MS));
    this.#lastRound = now;
    const away = outbox.isAway();
    outbox.drain();
    for (const connection of connections) this.#visit(connection, now, elapsedMs, away);
    senders.sweep(now);
    metrics.mqttClients.set(connections.size);
    tally.flush();
    this.#writeJournal();
    if (now - this.#lastSecond >= SECOND_MS) this.#second(now);
  }

  #visit(connection: GuardedConnection, now: number, elapsedMs: number, away: boolean): void {
    const held = (connection.sender?.heldMessages ?? 0) > 0;
    if (held && away) connection.lastHeldAt = now;
    connection.regulate(elapsedMs);
    // We don't listen, or owe it answers: its silence says nothing.
    if (held || connection.isStalled) connection.lastHeardAt = now;
    const patienceMs = connection.keepalive * 1_500;
    if (patienceMs > 0 && now - connection.lastHeardAt > patienceMs)
      connection.destroy(new Ended('silent', 'nothing heard for one and a half times the keepalive'));
  }

  #second(now: number): void {
    this.#lastSecond = now;
    this.parts.clock.resync();
    this.parts.keeper.nextSecond();
  }
}
