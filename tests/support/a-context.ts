import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { type Config, ROLES, readConfig } from '@/server/config';
import type { Context } from '@/server/context';
import { createHealth } from '@/server/health';
import { createHttpServer } from '@/server/http';
import { createMetrics } from '@/server/metrics';
import { aDatabase } from './a-database';
import { servers } from './servers';

/**
 * What a role is handed at start, on the tests' Kafka and a fresh database. Every port is 0; the HTTP server listens
 * already and `addresses.url` names it. `settings`: as in the environment. `fail` throws, so that a test notices.
 */
export async function aContext(
  overrides: Partial<Context> = {},
  settings: Readonly<Record<string, string>> = {},
): Promise<Context & { stop(): Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-test-'));
  const own = overrides.database === undefined ? await aDatabase() : undefined;
  const database = overrides.database ?? own;
  if (database === undefined) throw new Error('neither a given database nor an own one');
  const parts = { metrics: createMetrics(), health: createHealth([...ROLES]), ...overrides };
  const pages: Context['pages'] = { handler: undefined };
  const http = createHttpServer({
    ...parts,
    known: { host: '127.0.0.1', url: undefined },
    certificates: undefined,
    tls: false,
    pages: () => pages.handler,
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    config: testConfig(dataDir, database.url, settings),
    log: pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' }),
    kafka: { brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' },
    homeZone: () => 'Europe/Berlin',
    http,
    pages,
    addresses: { url: `http://127.0.0.1:${port}`, mqttUrl: undefined, mqttsUrl: undefined },
    certificates: undefined,
    fail: (reason) => {
      throw new Error(reason);
    },
    ...parts,
    database,
    stop: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await own?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function testConfig(
  dataDir: string,
  databaseUrl: string,
  settings: Readonly<Record<string, string>>,
): Config {
  return readConfig({
    HEARTH_PORT: '0',
    HEARTH_MQTT_PORT: '0',
    HEARTH_MQTTS_PORT: '0',
    HEARTH_DATA_DIR: dataDir,
    HEARTH_TIME_ZONE: 'Europe/Berlin',
    HEARTH_DEMO: 'off',
    KAFKA_BROKERS: servers().kafkaBrokers,
    DATABASE_URL: databaseUrl,
    ...settings,
  });
}
