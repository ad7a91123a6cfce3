import { pino } from 'pino';
import { readConfig } from '@/server/config';
import type { Context } from '@/server/context';
import type { Database } from '@/server/database';
import { createHealth } from '@/server/health';
import { createHttpServer } from '@/server/http';
import { createMetrics } from '@/server/metrics';
import type { KafkaSettings } from '@/server/stream/types';

/** What a role is handed that runs alone within a bench. `settings`: as in the environment. */
export function benchContext({
  role,
  kafka,
  database,
  settings = {},
}: {
  readonly role: string;
  readonly kafka: KafkaSettings;
  readonly database: Database;
  readonly settings?: Readonly<Record<string, string>>;
}): Context {
  const [metrics, health, pages] = [createMetrics(), createHealth([role]), { handler: undefined }];
  const addresses = { KAFKA_BROKERS: kafka.brokers.join(','), DATABASE_URL: database.url };
  return {
    config: readConfig({ ...addresses, ...settings }),
    log: pino({ level: 'warn' }),
    kafka,
    homeZone: () => 'UTC',
    database,
    metrics,
    health,
    certificates: undefined,
    http: createHttpServer({
      health,
      metrics,
      known: { host: '127.0.0.1', url: undefined },
      certificates: undefined,
      tls: false,
      pages: () => undefined,
    }),
    pages,
    addresses: { url: '', mqttUrl: undefined, mqttsUrl: undefined },
    fail: (reason) => {
      throw new Error(reason);
    },
  };
}
