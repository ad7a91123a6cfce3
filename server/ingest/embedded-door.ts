import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Aedes } from 'aedes';
import type { OutMessage } from '@/contracts/mqtt-out';
import type { Context, Running } from '@/server/context';
import { LoginBook, LoginDiary } from '@/server/logins/index';
import { startAppender } from '@/server/stream/appender';
import { createBroker } from './broker';
import { Budget } from './budget';
import { type ClientPort, openClientPort } from './client-port';
import { Door } from './door';
import { Ended } from './ended';
import type { GuardedConnection } from './guarded-connection';
import { Keeper } from './keeper';
import type { DoorLimits } from './limits';
import { Outbox } from './outbox';
import type { WayOut } from './publishing';
import { readBackLog } from './read-back-log';
import { readiness } from './readiness';
import { builtMs, ReceiptClock } from './receipt-clock';
import { Rounds } from './rounds';
import { Senders } from './sender';
import { SessionJournal } from './session-journal';
import { SessionState } from './session-state';
import { SessionStore } from './session-store';
import { mayRead } from './subscriptions';
import { Tally } from './tally';

const STOP_WAITS_MS = 5_000;
const STOP_LOOKS_MS = 20;

/** The embedded broker's door: takes MQTT in, and acknowledges what the raw log has. */
export async function startEmbeddedDoor(context: Context, limits: DoorLimits): Promise<Running & WayOut> {
  const { config, kafka, log, metrics, certificates, database } = context;
  const senders = new Senders();
  const clock = new ReceiptClock(await readBackLog(context, senders), builtMs());
  const state = new SessionState();
  const journal = new SessionJournal(path.join(config.dataDir, 'mqtt', 'sessions.ndjson'), state);
  await journal.read();
  const appender = await startAppender({ kafka, log, name: 'ingest' });
  const outbox = new Outbox(appender, limits);
  const tally = new Tally(metrics);
  const budget = new Budget(limits.allHeldBytes);
  const connections = new Set<GuardedConnection>();
  const ended = (id: string, reason: string) => endConnections(connections, id, reason);
  const logins = new LoginBook({ pool: database.pool, dataDir: config.dataDir, log, ended });
  await logins.look();
  const diary = new LoginDiary({ pool: database.pool, log });
  const keeper = new Keeper({ outbox, tally, senders, budget, metrics, diary });
  const door = new Door({ keeper, outbox, tally, clock, limits, budget, logins, diary });
  const released = (id: string, packet: number) => senders.get(id)?.repeats.release(packet);
  const sessions = new SessionStore(state, journal, released, mayRead);
  const fail = (reason: string) => context.fail(reason);
  const broker = await createBroker({ door, senders, limits, sessions, logins, diary, metrics, fail });
  const at = config.mqtt;
  const parts = { at, certificates, broker, door, clock, limits, budget, metrics, diary, connections, fail };
  const port = await openClientPort(parts);
  context.addresses.mqttUrl = port.url;
  context.addresses.mqttsUrl = port.tlsUrl;
  const rounds = new Rounds({ port, senders, keeper, outbox, clock, tally, journal, metrics, log });
  rounds.start();
  context.health.watch('ingest', () => readiness(clock, outbox));
  return {
    way: { isOpen: () => true, publish: (message) => publishAt(broker, message) },
    stop: async () => {
      door.stopping = true;
      await leave(port, keeper, outbox);
      await new Promise<void>((resolve) => broker.close(resolve));
      await rounds.stop();
      await Promise.all([logins.stop(), diary.stop()]);
      await appender.stop();
      tally.flush();
    },
  };
}

/** To whoever has subscribed it. It is nothing that a client said, so the raw log has nothing of it. */
function publishAt(broker: Aedes, { topic, payload, qos, retain }: OutMessage): Promise<void> {
  const packet = { cmd: 'publish', topic, payload: Buffer.from(payload), qos, retain, dup: false } as const;
  return new Promise((resolve, reject) => {
    broker.publish(packet, (error) => (error ? reject(error) : resolve()));
  });
}

/** Those of a login that may no longer be here. */
function endConnections(connections: ReadonlySet<GuardedConnection>, id: string, reason: string): void {
  for (const connection of connections)
    if (connection.login?.id === id) connection.destroy(new Ended('logged_out', `the login was ${reason}`));
}

/** Takes nothing more, and gives Kafka a moment to answer for what is held. */
async function leave(port: ClientPort, keeper: Keeper, outbox: Outbox): Promise<void> {
  port.close();
  outbox.empty();
  const until = Date.now() + STOP_WAITS_MS;
  while (keeper.heldMessages > 0 && Date.now() < until) await wait(STOP_LOOKS_MS);
  // The last acknowledgements are written on the next turn.
  await wait(STOP_LOOKS_MS);
}
