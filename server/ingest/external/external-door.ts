import { setTimeout as wait } from 'node:timers/promises';
import type { BrokerSettings } from '@/server/config';
import type { Context, Running } from '@/server/context';
import { startAppender } from '@/server/stream/appender';
import type { DoorLimits } from '../limits';
import { Outbox } from '../outbox';
import type { WayOut } from '../publishing';
import { newestReceipt } from '../read-back-log';
import { readiness } from '../readiness';
import { builtMs, ReceiptClock } from '../receipt-clock';
import { Tally } from '../tally';
import { BrokerKeeper } from './broker-keeper';
import { clientIdOf } from './client-id';
import { Deliveries } from './deliveries';

const ROUND_MS = 100;
const ROUNDS_A_SECOND = 10;
const STOP_WAITS_MS = 5_000;
const STOP_LOOKS_MS = 20;

/** The door to a broker of one's own: fetches what it keeps for us, and acknowledges what the raw log has. */
export async function startExternalDoor(
  context: Context,
  broker: BrokerSettings,
  limits: DoorLimits,
): Promise<Running & WayOut> {
  const { config, kafka, log, metrics } = context;
  const clientId = clientIdOf(broker, config.dataDir);
  const clock = new ReceiptClock(await newestReceipt(context), builtMs());
  const appender = await startAppender({ kafka, log, name: 'ingest' });
  const outbox = new Outbox(appender, limits);
  const tally = new Tally(metrics);
  const deliveries = new Deliveries({ outbox, tally, clock, limits, metrics, clientId });
  const keeper = new BrokerKeeper({ broker, clientId, deliveries, clock, limits, log });
  let rounds = 0;
  const timer = setInterval(() => {
    outbox.drain();
    keeper.reconsider(Date.now());
    metrics.mqttClients.set(keeper.isLive ? 1 : 0);
    tally.flush();
    rounds += 1;
    if (rounds % ROUNDS_A_SECOND > 0) return;
    clock.resync();
    deliveries.nextSecond();
  }, ROUND_MS);
  context.addresses.mqttUrl = broker.url;
  context.health.watch('ingest', () => {
    const ready = readiness(clock, outbox);
    const reason = keeper.problem();
    return ready.ready && reason !== undefined ? { ready: false, reason } : ready;
  });
  keeper.start();
  return {
    way: { isOpen: () => keeper.isLive, publish: (message) => keeper.publish(message) },
    stop: async () => {
      keeper.stopTaking();
      outbox.empty();
      await answered(deliveries);
      await keeper.stop();
      clearInterval(timer);
      await appender.stop();
      tally.flush();
    },
  };
}

/** Gives Kafka a moment to answer for what is held. */
async function answered(deliveries: Deliveries): Promise<void> {
  const until = Date.now() + STOP_WAITS_MS;
  while (deliveries.heldMessages > 0 && Date.now() < until) await wait(STOP_LOOKS_MS);
}
