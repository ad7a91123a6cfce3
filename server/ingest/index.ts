import { statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Aedes } from 'aedes';
import type { Context, Running } from '@/server/context';
import { startAppender } from '@/server/stream/appender';
import { Budget } from './budget';
import { createBroker } from './broker';
import { Door } from './door';
import { GuardedConnection } from './guarded-connection';
import { DOOR_LIMITS, type DoorLimits } from './limits';
import { Outbox } from './outbox';
import { readBackLog } from './read-back-log';
import { ReceiptClock } from './receipt-clock';
import { Rounds } from './rounds';
import { Senders } from './sender';
import { Tally } from './tally';

const AWAY_REASON_MS = 3_000;
const STOP_WAITS_MS = 5_000;
const STOP_LOOKS_MS = 20;

/** The embedded broker's door: takes MQTT in, and acknowledges what the raw log has. */
export async function startIngest(context: Context, own: Partial<DoorLimits> = {}): Promise<Running> {
  const limits = { ...DOOR_LIMITS, ...own };
  const senders = new Senders();
  const newestRecordMs = await readBackLog(context, senders);
  const clock = new ReceiptClock(newestRecordMs, builtMs());
  const appender = await startAppender({ kafka: context.kafka, log: context.log, name: 'ingest' });
  const outbox = new Outbox(appender, limits);
  const tally = new Tally(context.metrics);
  const budget = new Budget(limits.allHeldBytes);
  const door = new Door({ outbox, tally, senders, clock, limits, budget, metrics: context.metrics });
  const state = new SessionState();
  const journal = new SessionJournal(path.join(context.config.dataDir, 'mqtt', 'sessions.ndjson'), state);
  await journal.read();
  const sessions = new SessionStore(state, journal, (id, packet) => senders.get(id)?.repeats.release(packet));
  const broker = await createBroker({ door, senders, limits, sessions, fail: (reason) => context.fail(reason) });
  const connections = new Set<GuardedConnection>();
  const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
    if (clock.problem() !== undefined) return void socket.destroy();
    const connection = new GuardedConnection(
      socket,
      limits,
      budget,
      (one) => door.shouldPause(one),
      (one, refusal) => door.refusedClaim(one, refusal),
    );
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
    broker.handle(connection);
  });
  server.maxConnections = limits.connections;
  await listen(server, context);
  const rounds = new Rounds({ connections, senders, door, outbox, clock, tally, metrics: context.metrics });
  rounds.start();
  context.health.watch('ingest', () => readiness(clock, outbox));
  return {
    stop: async () => {
      await leave(server, connections, door, outbox);
      await closeBroker(broker);
      rounds.stop();
      await appender.stop();
      tally.flush();
    },
  };
}

async function listen(server: Server, context: Context): Promise<void> {
  const { host, port } = context.config.mqtt;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(sayWhy(error, host, port)));
    server.listen(port, host, resolve);
  });
  server.removeAllListeners('error');
  server.on('error', (error) => context.fail(`The MQTT port failed: ${error.message}`));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the MQTT broker has no port');
  context.addresses.mqttUrl = `mqtt://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}

function sayWhy(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} on ${host} is taken by another program, maybe another MQTT broker: stop it, or set HEARTH_MQTT_PORT to a free port.`,
    );
  }
  if (error.code === 'EACCES')
    return new Error(`Port ${port} on ${host} may not be used: set HEARTH_MQTT_PORT to one above 1023.`);
  return new Error(`MQTT can't listen on ${host}, port ${port}: ${error.message}.`);
}

function readiness(clock: ReceiptClock, outbox: Outbox): { ready: boolean; reason?: string } {
  const wrongClock = clock.problem();
  if (wrongClock !== undefined) return { ready: false, reason: wrongClock };
  const awayMs = outbox.awayMs();
  if (awayMs < AWAY_REASON_MS) return { ready: true };
  return {
    ready: false,
    reason: `Kafka has not answered for ${Math.round(awayMs / 1000)} s; messages are held and not acknowledged.`,
  };
}

/** Takes nothing more, and gives Kafka a moment to answer for what is held. */
async function leave(
  server: Server,
  connections: ReadonlySet<GuardedConnection>,
  door: Door,
  outbox: Outbox,
): Promise<void> {
  door.stopping = true;
  server.close();
  for (const connection of connections) connection.stopReading();
  outbox.drain(Number.POSITIVE_INFINITY);
  const until = Date.now() + STOP_WAITS_MS;
  while (door.heldMessages > 0 && Date.now() < until) await sleep(STOP_LOOKS_MS);
  // The last acknowledgements are written on the next turn.
  await sleep(STOP_LOOKS_MS);
}

async function closeBroker(broker: Aedes): Promise<void> {
  await new Promise<void>((resolve) => broker.close(resolve));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** When this program was built: the age of the file it runs from. */
function builtMs(): number {
  return statSync(fileURLToPath(import.meta.url)).mtimeMs;
}
