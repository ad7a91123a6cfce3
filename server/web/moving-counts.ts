import type { HopTimes } from '@/contracts/pipeline';
import { HOPS } from '@/contracts/pipeline';
import type { Metrics } from '@/server/metrics';

/** Counters at one moment. */
export interface Counts {
  readonly atMs: number;
  readonly received: number;
  readonly decoded: number;
  readonly stored: number;
  readonly frames: number;
  readonly searched: number;
  /** By hop: how many took at most so many seconds, bounds rising. */
  readonly hops: ReadonlyMap<string, readonly Bucket[]>;
}

interface Bucket {
  readonly atMost: number;
  readonly count: number;
}

interface Metric {
  get(): Promise<{ readonly values: readonly { readonly value: number }[] }>;
}

/** A metric over all its labels. */
export async function totalOf(metric: Metric): Promise<number> {
  return (await metric.get()).values.reduce((sum, { value }) => sum + value, 0);
}

/** What has been counted up to now. */
export async function readCounts(metrics: Metrics, atMs: number): Promise<Counts> {
  const [received, decoded, stored, frames, searched, hops] = await Promise.all([
    totalOf(metrics.mqttReceived),
    totalOf(metrics.decoded),
    totalOf(metrics.historyRows),
    totalOf(metrics.socketFrames),
    totalOf(metrics.sinkDocuments),
    readHops(metrics),
  ]);
  return { atMs, received, decoded, stored, frames, searched, hops };
}

async function readHops({ latency }: Metrics): Promise<Counts['hops']> {
  const hops = new Map<string, Bucket[]>();
  for (const { metricName, labels, value } of (await latency.get()).values) {
    const { hop, le } = labels as { readonly hop?: string; readonly le?: number | string };
    if (hop === undefined || le === undefined || metricName?.endsWith('_bucket') !== true) continue;
    const bucket = { atMost: le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), count: value };
    hops.set(hop, [...(hops.get(hop) ?? []), bucket]);
  }
  return hops;
}

/** How fast a counter grows from one moment to another, a second. */
export function rateOf(
  name: 'received' | 'decoded' | 'stored' | 'frames' | 'searched',
  from: Counts | undefined,
  to: Counts,
): number {
  if (from === undefined || to.atMs <= from.atMs) return 0;
  return ((to[name] - from[name]) * 1_000) / (to.atMs - from.atMs);
}

/** How long each hop took between two moments, in ms, as fine as the buckets are. */
export function hopTimes(from: Counts | undefined, to: Counts): readonly HopTimes[] {
  return HOPS.map((hop) => {
    const before = from?.hops.get(hop);
    const taken = (to.hops.get(hop) ?? []).map(({ atMost, count }, index) => ({
      atMost,
      count: count - (before?.[index]?.count ?? 0),
    }));
    return { hop, p50Ms: quantileMs(taken, 0.5), p99Ms: quantileMs(taken, 0.99) };
  });
}

/** Within a bucket what it holds is taken to lie evenly. */
function quantileMs(buckets: readonly Bucket[], share: number): number | null {
  const total = buckets.at(-1)?.count ?? 0;
  if (total === 0) return null;
  const wanted = total * share;
  let lower: Bucket = { atMost: 0, count: 0 };
  for (const bucket of buckets) {
    if (bucket.count >= wanted) {
      if (!Number.isFinite(bucket.atMost)) break;
      const within = (wanted - lower.count) / (bucket.count - lower.count);
      return (lower.atMost + (bucket.atMost - lower.atMost) * within) * 1_000;
    }
    lower = bucket;
  }
  return lower.atMost * 1_000;
}
