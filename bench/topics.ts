import { pino } from 'pino';
import { RAW } from '@/contracts/topics';
import { openDatabase } from '@/server/database';
import { createCluster } from '@/server/stream/admin/cluster';
import { startAppender } from '@/server/stream/appender';
import { startLogReader } from '@/server/stream/log-reader';
import type { KafkaSettings } from '@/server/stream/types';
import type { TopicTools } from '@/server/topics/apply';
import { reconcile } from '@/server/topics/reconcile';
import { takeOver } from '@/server/topics/wishes';
import { aBenchHearth, type BenchHearth } from './bench-hearth';
import { atMost, type BenchRow, median } from './bench-row';

const TOPICS = 500;
const PARTITIONS = 2;
const GROUPS = 200;
const AT_ONCE = 20;
const LOOKS = 7;
const RECONCILES_EVERY_MS = 30_000;
/** Longer than answers are kept: every look is a look at Kafka. */
const BETWEEN_LOOKS_MS = 2_500;
const MESSAGES = 20_000;
const LIMITS = { listMs: 1_000, detailMs: 300, messagesMs: 300, reconcilerPercent: 1 } as const;

/** The pages of Kafka's topics, and who watches over them, on a cluster of 500 topics and 200 groups. */
export async function benchTopics(): Promise<readonly BenchRow[]> {
  const hearth = await aBenchHearth();
  const tools = await toolsOf(hearth);
  try {
    await fill(tools);
    await fillOne(tools);
    const name = `topics: ${TOPICS} and ${GROUPS} groups`;
    return [
      atMost(`${name}, the list`, await pageMs(hearth, '/topics'), 'ms', LIMITS.listMs),
      atMost(`${name}, one topic`, await pageMs(hearth, '/topics/bench.0'), 'ms', LIMITS.detailMs),
      atMost(
        `${name}, partitions`,
        await pageMs(hearth, '/topics/bench.0/partitions'),
        'ms',
        LIMITS.detailMs,
      ),
      atMost(`${name}, newest messages`, await messagesMs(hearth, {}), 'ms', LIMITS.messagesMs),
      atMost(
        `${name}, ${MESSAGES} searched in vain`,
        await messagesMs(hearth, { text: 'nowhere' }),
        'ms',
        LIMITS.messagesMs,
      ),
      atMost(
        `${name}, the reconciler`,
        await reconcilerPercent(tools),
        '% of a core',
        LIMITS.reconcilerPercent,
      ),
    ];
  } finally {
    await tools.stop();
    await hearth.stop();
  }
}

async function toolsOf({
  hearth,
}: BenchHearth): Promise<TopicTools & { readonly kafka: KafkaSettings; stop(): Promise<void> }> {
  const kafka = { brokers: hearth.run.kafkaBrokers.split(','), clientId: 'bench' };
  const cluster = createCluster(kafka);
  const log = await startLogReader({ kafka, log: pino({ level: 'silent' }) });
  const database = openDatabase(hearth.run.databaseUrl, { applicationName: 'bench', max: AT_ONCE });
  return {
    kafka,
    cluster,
    log,
    database,
    stop: async () => {
      cluster.stop();
      await log.stop();
      await database.close();
    },
  };
}

/** Topics, each managed, and groups that have read the raw log. */
async function fill(tools: TopicTools): Promise<void> {
  await many(TOPICS, async (index) => {
    const name = `bench.${index}`;
    await tools.cluster.createTopic({
      ...{ name, partitions: PARTITIONS, replication: 1 },
      configs: { 'retention.ms': '86400000' },
    });
  });
  await many(TOPICS, async (index) => {
    let refused: unknown;
    // A broker hears of a topic a moment after it was made.
    do refused = await takeOver(tools, `bench.${index}`, { who: 'bench', why: '' });
    while (refused !== undefined);
  });
  await many(GROUPS, (index) =>
    tools.cluster.moveGroup(`bench-${index}`, [{ topic: RAW, partition: 0, offset: 0 }]),
  );
}

/** Messages of a few hundred bytes, in both partitions. */
async function fillOne(tools: TopicTools & { readonly kafka: KafkaSettings }): Promise<void> {
  const appender = await startAppender({ kafka: tools.kafka, log: pino({ level: 'silent' }), name: 'bench' });
  const value = JSON.stringify({ t: 21.5, text: 'x'.repeat(200) });
  await Promise.all(
    Array.from(
      { length: MESSAGES },
      (_, index) =>
        new Promise<void>((done) =>
          appender.append({ topic: 'bench.0', key: `${index}`, value }, () => done()),
        ),
    ),
  );
  await appender.stop();
}

async function many(count: number, work: (index: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, place) => work(from + place)),
    );
}

/** From the request to the last byte of the page, the median of some. */
async function pageMs({ url, cookie }: BenchHearth, path: string): Promise<number> {
  const took: number[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
    const startedAt = performance.now();
    const response = await fetch(`${url}${path}`, { headers: { accept: 'text/html', cookie } });
    await response.text();
    if (!response.ok) throw new Error(`${path} answers ${response.status}`);
    took.push(performance.now() - startedAt);
  }
  return median(took);
}

/** From the question to the last byte of a page of messages, the median of some. */
async function messagesMs({ url, cookie }: BenchHearth, filter: object): Promise<number> {
  const took: number[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    const startedAt = performance.now();
    const response = await fetch(`${url}/api/v1/topics/bench.0/messages`, {
      method: 'POST',
      headers: { origin: url, cookie },
      body: JSON.stringify({ from: { mode: 'newest' }, filter }),
    });
    const { searched } = await response.json();
    if (!(searched >= (Object.keys(filter).length === 0 ? 50 : MESSAGES)))
      throw new Error(`only ${searched} messages were searched`);
    took.push(performance.now() - startedAt);
  }
  return median(took);
}

/** CPU of a look at all topics, over the time from one to the next. */
async function reconcilerPercent(tools: TopicTools): Promise<number> {
  const log = pino({ level: 'silent' });
  const tookMs: number[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    const before = process.cpuUsage();
    await reconcile(tools, log);
    const { user, system } = process.cpuUsage(before);
    tookMs.push((user + system) / 1_000);
  }
  return (median(tookMs) * 100) / RECONCILES_EVERY_MS;
}
