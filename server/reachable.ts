import { setTimeout as wait } from 'node:timers/promises';
import { quietClient } from './quiet-client';
import { StartRefused } from './start-refused';
import { probeKafka } from './stream/probe';
import type { KafkaSettings } from './stream/types';

const PATIENCE_MS = 30_000;
const TRY_EVERY_MS = 250;

/** Waits for a Kafka of one's own; one sentence when it stays away. */
export async function waitForKafka(kafka: KafkaSettings, signal: AbortSignal): Promise<void> {
  const what = `Kafka at ${kafka.brokers.join(', ')}`;
  await untilReached(what, 'KAFKA_BROKERS', signal, async () => void (await probeKafka(kafka)));
}

/** Waits for a PostgreSQL of one's own; one sentence when it stays away. */
export async function waitForDatabase(url: string, signal: AbortSignal): Promise<void> {
  const { host, pathname } = new URL(url);
  await untilReached(`PostgreSQL at ${host}${pathname}`, 'DATABASE_URL', signal, async () => {
    const client = quietClient({ connectionString: url, connectionTimeoutMillis: 5_000 });
    await client.connect();
    await client.end();
  });
}

async function untilReached(
  what: string,
  setting: string,
  signal: AbortSignal,
  attempt: () => Promise<void>,
): Promise<void> {
  for (const endMs = Date.now() + PATIENCE_MS; ; await wait(TRY_EVERY_MS, undefined, { signal })) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() < endMs) continue;
      const reason = error instanceof Error ? error.message || error.name : String(error);
      throw new StartRefused(
        `${what} can't be reached (${reason}): start it, or mend ${setting}; without ${setting} Hearth starts its own.`,
      );
    }
  }
}
