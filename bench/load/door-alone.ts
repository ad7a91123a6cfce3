import { createServer } from 'node:http';
import { pino } from 'pino';
import { readConfig } from '@/server/config';
import type { Context } from '@/server/context';
import { openDatabase } from '@/server/database';
import { createHealth } from '@/server/health';
import { startIngest } from '@/server/ingest/index';
import { withOwnLogin } from '@/server/logins/index';
import { createMetrics } from '@/server/metrics';
import { tellCpu } from './cpu-teller';

/** What is measured: the ingest role and nothing else, so that its CPU is its own. */
export interface DoorOrder {
  readonly brokers: readonly string[];
}

const { brokers } = JSON.parse(process.argv[2] ?? '{}') as DoorOrder;
const addresses: Context['addresses'] = { url: '', mqttUrl: undefined, mqttsUrl: undefined };
const config = readConfig({ HEARTH_MQTT_PORT: '0' });
await startIngest({
  config,
  log: pino({ level: 'warn' }),
  kafka: { brokers, clientId: 'bench-door' },
  homeZone: () => 'UTC',
  // Connects at its first query, and ingest asks none.
  database: openDatabase('postgresql://nobody@127.0.0.1:1/none'),
  metrics: createMetrics(),
  health: createHealth([]),
  http: createServer(),
  certificates: undefined,
  pages: { handler: undefined },
  addresses,
  fail: (reason) => {
    throw new Error(reason);
  },
});
process.send?.({ url: withOwnLogin(addresses.mqttUrl ?? '', config.dataDir, 'machine') });
tellCpu();
