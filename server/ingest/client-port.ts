import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Aedes } from 'aedes';
import { StartRefused } from '@/server/start-refused';
import type { Budget } from './budget';
import type { Door } from './door';
import { GuardedConnection } from './guarded-connection';
import type { DoorLimits } from './limits';
import type { ReceiptClock } from './receipt-clock';

interface Parts {
  readonly host: string;
  readonly port: number;
  readonly broker: Aedes;
  readonly door: Door;
  readonly clock: ReceiptClock;
  readonly limits: DoorLimits;
  readonly budget: Budget;
  fail(reason: string): void;
}

export interface ClientPort {
  readonly url: string;
  readonly connections: ReadonlySet<GuardedConnection>;
  /** Takes no new client and reads no more from the others. */
  close(): void;
}

/** Listens for MQTT clients; throws one sentence with the way out when the port can't be had. */
export async function openClientPort(parts: Parts): Promise<ClientPort> {
  const { host, port, limits, fail } = parts;
  const connections = new Set<GuardedConnection>();
  const server = createServer({ noDelay: true, keepAlive: true }, (socket) =>
    admit(socket, parts, connections),
  );
  server.maxConnections = limits.connections;
  await listen(server, host, port);
  server.on('error', (error) => fail(`The MQTT port failed: ${error.message}`));
  return {
    url: urlOf(server),
    connections,
    close: () => {
      server.close();
      for (const connection of connections) connection.stopReading();
    },
  };
}

function admit(socket: Socket, parts: Parts, connections: Set<GuardedConnection>): void {
  const { broker, door, clock, limits, budget } = parts;
  // Without the right time no moment of receipt would be true: clients try again.
  if (clock.problem() !== undefined) {
    socket.destroy();
    return;
  }
  const connection = new GuardedConnection(socket, { door, limits, budget });
  connections.add(connection);
  connection.once('close', () => connections.delete(connection));
  broker.handle(connection as Duplex);
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartRefused(wayOut(error, host, port))),
    );
    server.listen(port, host, resolve);
  });
  server.removeAllListeners('error');
}

function wayOut(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken by another program, maybe another MQTT broker: stop it, or set HEARTH_MQTT_PORT to a free port.`;
  }
  if (error.code === 'EACCES') {
    return `Port ${port} on ${host} may not be used by this user: set HEARTH_MQTT_PORT to one above 1023.`;
  }
  return `MQTT can't listen on ${host}, port ${port}: ${error.message}.`;
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the MQTT port has no address');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `mqtt://${host}:${address.port}`;
}
