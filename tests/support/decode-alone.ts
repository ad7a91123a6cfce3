import { once } from 'node:events';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { readConfig } from '@/server/config';
import { openDatabase } from '@/server/database';
import { startDecode } from '@/server/decode/index';
import { createHealth } from '@/server/health';
import { createMetrics } from '@/server/metrics';

/** The decode role in a process of its own, for a test that kills it. */
export interface DecodeOrder {
  readonly brokers: readonly string[];
  readonly databaseUrl: string;
  readonly dataDir: string;
}

const { brokers, databaseUrl, dataDir } = JSON.parse(process.argv[2] ?? '{}') as DecodeOrder;
const http = createServer();
http.listen(0, '127.0.0.1');
await once(http, 'listening');
await startDecode({
  config: readConfig({ HEARTH_DATA_DIR: dataDir }),
  log: pino({ level: 'silent' }),
  kafka: { brokers, clientId: 'test-decode' },
  homeZone: () => 'Europe/Berlin',
  database: openDatabase(databaseUrl),
  metrics: createMetrics(),
  health: createHealth(['decode']),
  certificates: undefined,
  http,
  pages: { handler: undefined },
  addresses: { url: '', mqttUrl: undefined, mqttsUrl: undefined },
  fail: (reason) => {
    throw new Error(reason);
  },
});
process.send?.('started');
