import { onTestFinished } from 'vitest';
import type { MessageFilter, MessageFrom } from '@/contracts/topic-messages';
import type { Cluster } from '@/server/stream/admin/cluster';
import { createMessageReader } from '@/server/stream/admin/message-reader';
import { startAppender } from '@/server/stream/appender';
import { type MessageTools, readMessages } from '@/server/topics/messages/read-messages';
import { aCluster, testKafka } from './a-topic';
import { silent } from './a-topic-desk';

/** When the numbered messages begin, ms since 1970. */
export const BEGAN = 1_764_000_000_000;

/** What messages are read with. */
export function someTools(cluster: Cluster = aCluster(), brokers = testKafka().brokers): MessageTools {
  const messages = createMessageReader({ ...testKafka(), brokers }, 4_000);
  onTestFinished(() => messages.stop());
  return { cluster, messages };
}

export interface Written {
  readonly key: string;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timestampMs?: number;
}

/** One after another, so that each has a batch of its own. */
export async function append(topic: string, records: readonly Written[]): Promise<void> {
  const appender = await startAppender({ kafka: testKafka(), log: silent, name: 'writer' });
  for (const record of records)
    await new Promise<void>((done, fail) =>
      appender.append({ topic, ...record }, (refused) =>
        refused === undefined ? done() : fail(new Error(refused.reason)),
      ),
    );
  await appender.stop();
}

/** Messages a second apart, with values v0, v1 and so on. */
export function numbered(
  count: number,
  own: (index: number) => Partial<Written> = () => ({}),
): readonly Written[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ key: `k${index}`, value: `v${index}`, timestampMs: BEGAN + index * 1_000 },
    ...own(index),
  }));
}

export async function look(
  tools: MessageTools,
  topic: string,
  from: MessageFrom,
  own: { readonly limit?: number; readonly filter?: MessageFilter; readonly partition?: number } = {},
) {
  const { limit = 50, filter = {}, partition } = own;
  const page = await readMessages(tools, { topic, partition, from, filter, limit });
  if (page === undefined) throw new Error('no such topic');
  return page;
}

export const samples = (page: { readonly messages: readonly { readonly sample: string | null }[] }) =>
  page.messages.map(({ sample }) => sample);
