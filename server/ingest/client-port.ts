import { createServer, isIPv6, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Aedes } from 'aedes';
import type { Certificates } from '@/server/certificates/index';
import type { MqttSettings } from '@/server/config';
import type { Metrics } from '@/server/metrics';
import { StartRefused } from '@/server/start-refused';
import type { Budget } from './budget';
import type { Door } from './door';
import type { EndReason } from './ended';
import { GuardedConnection } from './guarded-connection';
import type { DoorLimits } from './limits';
import type { ReceiptClock } from './receipt-clock';
import { createTlsServer } from './tls-server';

interface Parts {
  readonly at: MqttSettings;
  /** Without any there is no port with TLS. */
  readonly certificates: Certificates | undefined;
  readonly broker: Aedes;
  readonly door: Door;
  readonly clock: ReceiptClock;
  readonly limits: DoorLimits;
  readonly budget: Budget;
  readonly metrics: Pick<Metrics, 'mqttTlsFailed' | 'mqttEnded'>;
  /** Filled here; whoever is ended leaves it by itself. */
  readonly connections: Set<GuardedConnection>;
  fail(reason: string): void;
}

export interface ClientPort {
  readonly url: string;
  readonly tlsUrl: string | undefined;
  /** Of both ports. */
  readonly connections: ReadonlySet<GuardedConnection>;
  /** Takes no new client and reads no more from the others. */
  close(): void;
}

/** Listens for MQTT clients, with and without TLS; throws one sentence with the way out when a port can't be had. */
export async function openClientPort(parts: Parts): Promise<ClientPort> {
  const { at, fail, connections } = parts;
  const admitHere = (socket: Socket) => admit(socket, parts, connections);
  const server = createServer({ noDelay: true, keepAlive: true }, admitHere);
  const tls = tlsServerOf(parts, admitHere);
  const servers = [server, ...(tls === undefined ? [] : [tls.server])];
  for (const one of servers) {
    one.maxConnections = parts.limits.connections;
    one.on('drop', () => parts.metrics.mqttEnded.inc({ reason: 'full' satisfies EndReason }));
  }
  const close = () => {
    for (const one of servers) one.close();
    tls?.giveUp();
    for (const connection of connections) connection.stopReading();
  };
  try {
    await listen(server, at.plainHost, at.port, 'HEARTH_MQTT_PORT');
    if (tls !== undefined) await listen(tls.server, at.host, at.tlsPort, 'HEARTH_MQTTS_PORT');
  } catch (error) {
    close();
    throw error;
  }
  for (const one of servers) one.on('error', (error) => fail(`The MQTT port failed: ${error.message}`));
  return {
    url: `mqtt://${hostAndPort(server)}`,
    tlsUrl: tls && `mqtts://${hostAndPort(tls.server)}`,
    connections,
    close,
  };
}

function tlsServerOf({ certificates, limits, metrics }: Parts, admitHere: (socket: Socket) => void) {
  if (certificates === undefined) return undefined;
  const failed = () => metrics.mqttTlsFailed.inc();
  return createTlsServer({ certificates, handshakes: limits.handshakes, admit: admitHere, failed });
}

function admit(socket: Socket, parts: Parts, connections: Set<GuardedConnection>): void {
  const { broker, door, clock, limits, budget, metrics } = parts;
  // Without the right time no moment of receipt would be true: clients try again.
  if (clock.problem() !== undefined) return void socket.destroy();
  if (connections.size >= limits.connections) {
    metrics.mqttEnded.inc({ reason: 'full' satisfies EndReason });
    socket.destroy();
    return;
  }
  const connection = new GuardedConnection(socket, { door, limits, budget });
  connections.add(connection);
  connection.once('close', () => connections.delete(connection));
  broker.handle(connection as Duplex);
}

async function listen(server: Server, host: string, port: number, setting: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) =>
      reject(new StartRefused(wayOut(error, host, port, setting)));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function wayOut(error: NodeJS.ErrnoException, host: string, port: number, setting: string): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken by another program, maybe another MQTT broker: stop it, or set ${setting} to a free port.`;
  }
  if (error.code === 'EACCES') {
    return `Port ${port} on ${host} may not be used by this user: set ${setting} to one above 1023.`;
  }
  return `MQTT can't listen on ${host}, port ${port}: ${error.message}.`;
}

/** As a client on this machine reaches it, by an address that the certificate names. */
function hostAndPort(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the MQTT port has no address');
  const own = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address.address] ?? address.address;
  return `${isIPv6(own) ? `[${own}]` : own}:${address.port}`;
}
