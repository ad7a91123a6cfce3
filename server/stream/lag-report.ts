import type { Metrics } from '@/server/metrics';
import type { PartitionReader } from './partition-reader';

const EVERY_MS = 1_000;

type Applied = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Tells once a second how far behind the readers are: the metrics, and whoever else listens. */
export interface LagReport {
  /** Called with what moved since the last time that it worked. */
  onTick(tell: (applied: Applied) => Promise<void>): void;
  /** What is read no longer has no lag. */
  stop(): void;
}

export function createLagReport(
  metrics: Metrics,
  group: string,
  readers: () => readonly PartitionReader[],
): LagReport {
  let shown = new Map<string, { topic: string; partition: string; lag: number }>();
  const told = new Map<string, number>();
  let tell: ((applied: Applied) => Promise<void>) | undefined;

  const forget = ({ topic, partition }: { topic: string; partition: string }) =>
    metrics.consumerLag.remove({ group, topic, partition });

  const show = () => {
    const seen = new Map<string, { topic: string; partition: string; lag: number }>();
    for (const { at, lag } of readers()) {
      const [name, partition] = [`${at.topic}/${at.partition}`, String(at.partition)];
      if (shown.get(name)?.lag !== lag) metrics.consumerLag.set({ group, topic: at.topic, partition }, lag);
      seen.set(name, { topic: at.topic, partition, lag });
    }
    // What moved to another instance is that one's to report.
    for (const [name, labels] of shown) if (!seen.has(name)) forget(labels);
    shown = seen;
  };

  const tellMoved = async () => {
    const moved = readers().flatMap(({ at: { topic, partition }, through }) =>
      through === undefined || told.get(`${topic}/${partition}`) === through
        ? []
        : [{ topic, partition, through }],
    );
    if (tell === undefined || moved.length === 0) return;
    await tell(byTopic(moved));
    for (const { topic, partition, through } of moved) told.set(`${topic}/${partition}`, through);
  };

  const timer = setInterval(() => {
    show();
    // Told again at the next tick: nothing is built on it.
    tellMoved().catch(() => undefined);
  }, EVERY_MS);

  return {
    onTick(listener) {
      tell = listener;
    },
    stop: () => {
      clearInterval(timer);
      for (const labels of shown.values()) forget(labels);
    },
  };
}

function byTopic(
  moved: readonly { readonly topic: string; readonly partition: number; readonly through: number }[],
): Applied {
  const topics = new Map<string, Map<number, number>>();
  for (const { topic, partition, through } of moved) {
    const partitions = topics.get(topic) ?? new Map<number, number>();
    topics.set(topic, partitions.set(partition, through));
  }
  return topics;
}
