import type { Readiness } from '@/server/health';
import type { Outbox } from './outbox';
import type { ReceiptClock } from './receipt-clock';

const AWAY_REASON_MS = 3_000;

/** Whether what comes can be given a moment and a place in the log. */
export function readiness(clock: ReceiptClock, outbox: Outbox): Readiness {
  const wrongClock = clock.problem();
  if (wrongClock !== undefined) return { ready: false, reason: wrongClock };
  const awayMs = outbox.awayMs();
  if (awayMs < AWAY_REASON_MS) return { ready: true };
  const seconds = Math.round(awayMs / 1000);
  return {
    ready: false,
    reason: `Kafka has not answered for ${seconds} s; messages are held and not acknowledged.`,
  };
}
