import { createServer, isIPv6, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Aedes } from 'aedes';
import type { Certificates } from '@/server/certificates/index';
import type { MqttSettings } from '@/server/config';
import type { LoginDiary } from '@/server/logins/index';
import type { Metrics } from '@/server/metrics';
import { StartRefused } from '@/server/start-refused';
import type { Budget } from './budget';
import type { Door } from './door';
import { Ended, type EndReason } from './ended';
import { GuardedConnection } from './guarded-connection';
import type { DoorLimits } from './limits';
import type { ReceiptClock } from './receipt-clock';
import { createTlsServer, tlsOf } from './tls-server';

/** A house comes back all at once after a power cut; the system may allow fewer. */
const WAITING_AT_ONCE = 5_000;

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
  readonly diary: LoginDiary;
  /** Filled here; whoever is ended leaves it by itself. */
  readonly connections: Set<GuardedConnection>;
  fail(reason: string): void;
}

interface Admitted {
  readonly connections: Set<GuardedConnection>;
  /** Those of them that CONNACK has not let in yet, longest here first. */
  readonly strangers: Set<GuardedConnection>;
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
  const strangers = new Set<GuardedConnection>();
  const admitHere = (socket: Socket) => admit(socket, parts, { connections, strangers });
  const server = createServer({ noDelay: true, keepAlive: true }, admitHere);
  const tls = tlsServerOf(parts, admitHere);
  const servers = [server, ...(tls === undefined ? [] : [tls.server])];
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

function tlsServerOf({ certificates, limits, metrics, diary }: Parts, admitHere: (socket: Socket) => void) {
  if (certificates === undefined) return undefined;
  const failed = ({ message }: Error, address: string | undefined) => {
    metrics.mqttTlsFailed.inc();
    diary.note({ kind: 'tls_failed', address, detail: { reason: message.slice(0, 200) } });
  };
  return createTlsServer({ certificates, handshakes: limits.handshakes, admit: admitHere, failed });
}

function admit(socket: Socket, parts: Parts, admitted: Admitted): void {
  const { broker, door, clock, limits, budget, diary } = parts;
  const { connections, strangers } = admitted;
  // Without the right time no moment of receipt would be true: clients try again.
  if (clock.problem() !== undefined || !hasRoom(parts, admitted)) {
    socket.destroy();
    return;
  }
  const connection = new GuardedConnection(socket, { door, limits, budget });
  connections.add(connection);
  diary.note({ kind: 'connected', address: socket.remoteAddress, detail: { tls: tlsOf(socket) } });
  strangers.add(connection);
  connection.once('letIn', () => strangers.delete(connection));
  connection.once('close', () => forget(connection, admitted));
  broker.handle(connection as Duplex);
}

/** Makes room if there is none: who comes and says nothing keeps nobody out. */
function hasRoom({ limits, metrics }: Parts, admitted: Admitted): boolean {
  if (admitted.connections.size < limits.connections) return true;
  const [longest] = admitted.strangers;
  if (longest === undefined) {
    metrics.mqttEnded.inc({ reason: 'full' satisfies EndReason });
    return false;
  }
  forget(longest, admitted);
  longest.destroy(new Ended('full', 'others came while it said nothing'));
  return true;
}

function forget(connection: GuardedConnection, { connections, strangers }: Admitted): void {
  connections.delete(connection);
  strangers.delete(connection);
}

async function listen(server: Server, host: string, port: number, setting: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) =>
      reject(new StartRefused(wayOut(error, host, port, setting)));
    server.once('error', refuse);
    server.listen({ port, host, backlog: WAITING_AT_ONCE }, () => {
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
