import type { Context, Running } from '@/server/context';
import { type Lead, leadInTurn, type Term } from '@/server/leader';
import { createCluster } from '@/server/stream/admin/cluster';
import { startLogReader } from '@/server/stream/log-reader';
import type { TopicTools } from './apply';
import { wishForOwnTopics } from './own-topics';
import { reconcile } from './reconcile';
import { TOPICS_CHANNEL } from './tell';

const EVERY_MS = 30_000;
const LEAD: Lead = { name: 'topics', lock: 0x68746f70, channels: [TOPICS_CHANNEL] };

/** Keeps watch over what Kafka's topics are and what they shall be; of all processes with this role one does. */
export async function startTopics(context: Context): Promise<Running> {
  const { kafka, log, database, health } = context;
  const cluster = createCluster(kafka);
  const reader = await startLogReader({ kafka, log });
  const tools: TopicTools = { cluster, log: reader, database };
  const stopping = new AbortController();
  let problem: string | undefined;
  const look = async () => {
    try {
      const { rawRetentionDays, embeds, kafka: own } = context.config;
      await wishForOwnTopics(tools, { rawRetentionDays, embedded: embeds && own.brokers === undefined });
      await reconcile(tools, log);
      problem = undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // Told once: what passes needs no line every half minute.
      if (problem === undefined) log.warn({ reason }, 'topics could not be looked at');
      problem = reason;
    }
  };
  const leading = leadInTurn(database.url, LEAD, stopping.signal, (term) => watch(term, look));
  health.watch('topics', () => ({ ready: true }));
  return {
    stop: async () => {
      stopping.abort();
      await leading;
      cluster.stop();
      await reader.stop();
    },
  };
}

async function watch(term: Term, look: () => Promise<void>): Promise<void> {
  while (!term.isLost) {
    await look();
    await term.nextTurn(EVERY_MS);
  }
}
