import type { Cluster } from '@/server/stream/admin/cluster';
import { NONE } from '@/server/stream/error-codes';

const HOURS = 24;
const HOUR_MS = 3_600_000;

/** Messages of each of the last 24 hours, oldest first, by topic; one that doesn't exist is left out. */
export async function readActivity(
  cluster: Cluster,
  topics: readonly string[],
  nowMs: number,
): Promise<Readonly<Record<string, readonly number[]>>> {
  if (topics.length === 0) return {};
  const metadata = await cluster.metadata(topics);
  const there = [...metadata.topics.values()].filter(({ error }) => error === NONE);
  const partitions = there.flatMap(({ name, leaders }) =>
    leaders.map((_, partition) => ({ topic: name, partition })),
  );
  const moments = Array.from({ length: HOURS }, (_, hour) => nowMs - (HOURS - hour) * HOUR_MS);
  const [starts, ends, ...at] = await Promise.all([
    cluster.offsets(partitions, 'start'),
    cluster.offsets(partitions, 'end'),
    ...moments.map((moment) => cluster.offsets(partitions, moment)),
  ]);
  const nameOf = (one: { readonly topic: string; readonly partition: number }) =>
    `${one.topic}/${one.partition}`;
  const by = [...at, ends].map((offsets) => new Map(offsets.map((one) => [nameOf(one), one.offset])));
  const end = by.at(-1) ?? new Map<string, number | undefined>();
  const start = new Map(starts.map((one) => [nameOf(one), one.offset ?? 0]));
  const written = (name: string, moment: number) =>
    Math.max(start.get(name) ?? 0, by[moment]?.get(name) ?? end.get(name) ?? 0);
  return Object.fromEntries(
    there.map(({ name, leaders }) => [
      name,
      Array.from({ length: HOURS }, (_, hour) =>
        leaders.reduce((sum, _leader, partition) => {
          const of = nameOf({ topic: name, partition });
          // Times need not rise along a log: an hour is never less than nothing.
          return sum + Math.max(0, written(of, hour + 1) - written(of, hour));
        }, 0),
      ),
    ]),
  );
}
