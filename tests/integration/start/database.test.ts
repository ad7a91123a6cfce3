import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { type Database, inTransaction, openDatabase } from '@/server/database';
import { servers } from '@/tests/support/servers';

let database: Database;
let server: Server;
afterEach(async () => {
  await database.close();
  server.close();
});

// PostgreSQL that stops just then says both in one piece: the pool has handed the connection on, its borrower has not got it yet.
it('outlives a connection that breaks on its way to who asked for it', async () => {
  const uncaught = hearUncaught();
  database = openDatabase(await serverThatStopsOnceReady());
  await expect(inTransaction(database, (client) => client.query('SELECT 1'))).rejects.toThrow(/connection/);
  await expect(database.pool.query('SELECT 1')).rejects.toThrow(/connection/);
  await expect(database.prisma.$queryRaw`SELECT 1`).rejects.toThrow();
  expect(uncaught.stop()).toEqual([]);
});

/** The tests' PostgreSQL, whose first "ready for query" on each connection is followed at once by its end. */
async function serverThatStopsOnceReady(): Promise<string> {
  const { hostname, port } = new URL(servers().databaseUrl);
  server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    client.pipe(upstream);
    upstream.on('data', (bytes) => stopOnceReady(bytes, client));
    for (const socket of [client, upstream])
      socket.on('error', () => undefined).on('close', () => [client, upstream].map((each) => each.destroy()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(servers().databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return url.href;
}

const READY_FOR_QUERY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

function stopOnceReady(bytes: Buffer, client: Socket): void {
  const isReady = bytes.subarray(-READY_FOR_QUERY.length).equals(READY_FOR_QUERY);
  if (isReady) client.end(Buffer.concat([bytes, STOPPING]));
  else client.write(bytes);
}

const STOPPING = errorResponse({
  S: 'FATAL',
  V: 'FATAL',
  C: '57P01',
  M: 'terminating connection due to administrator command',
});

function errorResponse(fields: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.from(
    `${Object.entries(fields)
      .map(([code, text]) => `${code}${text}\0`)
      .join('')}\0`,
  );
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function hearUncaught() {
  const heard: unknown[] = [];
  const others = process.listeners('uncaughtException');
  const listener = (error: unknown) => void heard.push(error);
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', listener);
  return {
    stop: () => {
      process.off('uncaughtException', listener);
      for (const other of others) process.on('uncaughtException', other);
      return heard;
    },
  };
}
