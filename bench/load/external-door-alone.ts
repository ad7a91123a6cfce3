import { openDatabase } from '@/server/database';
import { startIngest } from '@/server/ingest/index';
import { benchContext } from '../bench-context';
import { tellDrained } from './drain-teller';
import type { FetchOrder } from './mqtt-alone';

/** What is measured: the ingest role that fetches from a broker, and nothing else. */
const { url, clientId, brokers, from, to } = JSON.parse(process.argv[2] ?? '{}') as FetchOrder;
const context = benchContext({
  role: 'ingest',
  kafka: { brokers, clientId: 'bench-door' },
  // Connects at its first query, and ingest asks none.
  database: openDatabase('postgresql://nobody@127.0.0.1:1/none'),
  settings: { MQTT_URL: url, MQTT_CLIENT_ID: clientId },
});
tellDrained({ from, to }, acknowledged);
await startIngest(context);
const looking = setInterval(() => {
  if (!context.health.report().ready) return;
  clearInterval(looking);
  process.send?.({ subscribed: true });
}, 10);

async function acknowledged(): Promise<number> {
  const { values } = await context.metrics.mqttAcked.get();
  return values.reduce((sum, { value }) => sum + value, 0);
}
