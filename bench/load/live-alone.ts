import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { readConfig } from '@/server/config';
import { openDatabase } from '@/server/database';
import { createHealth } from '@/server/health';
import { startLive } from '@/server/live/index';
import { createMetrics } from '@/server/metrics';
import { migrate } from '@/server/migrate';
import { tellCpu } from './cpu-teller';

/** What is measured: the live role and nothing else, so that its CPU is its own. */
export interface LiveOrder {
  readonly brokers: readonly string[];
  readonly databaseUrl: string;
  readonly dataDir: string;
}

const { brokers, databaseUrl, dataDir } = JSON.parse(process.argv[2] ?? '{}') as LiveOrder;
const log = pino({ level: 'warn' });
await migrate(databaseUrl, log);
const http = createServer();
http.listen(0, '127.0.0.1');
await once(http, 'listening');
const { port } = http.address() as AddressInfo;
await startLive({
  config: readConfig({ HEARTH_DATA_DIR: dataDir }),
  log,
  kafka: { brokers, clientId: 'bench-live' },
  homeZone: () => 'UTC',
  database: openDatabase(databaseUrl),
  metrics: createMetrics(),
  health: createHealth([]),
  certificates: undefined,
  http,
  pages: { handler: undefined },
  addresses: { url: `http://127.0.0.1:${port}`, mqttUrl: undefined, mqttsUrl: undefined },
  fail: (reason) => {
    throw new Error(reason);
  },
});
process.send?.({ port });
tellCpu();
