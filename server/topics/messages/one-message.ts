import type { MissingMessage, WholeMessage } from '@/contracts/topic-messages';
import type { Cluster } from '@/server/stream/admin/cluster';
import { NONE } from '@/server/stream/error-codes';
import type { ClusterMetadata } from '@/server/stream/metadata';
import type { StreamRecord } from '@/server/stream/types';
import { hearthHeaderOf } from './message-line';
import type { MessageTools } from './read-messages';

/** Of a larger value the beginning is sent. */
const MOST_BYTES = 2 * 1_048_576;
/** Holes that compaction left may be long. */
const WITHIN_MS = 3_000;

/** A whole message, or why there is none; undefined for a topic or partition that isn't there. */
export async function readMessage(
  { cluster, messages }: MessageTools,
  topic: string,
  partition: number,
  offset: number,
): Promise<WholeMessage | MissingMessage | undefined> {
  const metadata = await cluster.metadata([topic]);
  const found = metadata.topics.get(topic);
  const leader = found?.leaders[partition];
  if (found === undefined || found.error !== NONE || leader === undefined) return undefined;
  const bounds = await boundsOf(cluster, topic, partition);
  if (bounds === undefined) throw new Error(`partition ${partition} has no leader`);
  const { start, end } = bounds;
  if (offset < start) return { missing: 'before_start', start, end, next: start < end ? start : null };
  if (offset >= end) return { missing: 'after_end', start, end, next: null };
  const place = { topicId: found.topicId, partition, leader };
  const deadline = performance.now() + WITHIN_MS;
  for (let at = offset; at < end && performance.now() < deadline; ) {
    const chunk = await messages.read(place, at, end);
    const record = chunk?.records.find((one) => one.offset >= offset);
    const sealed = chunk?.unreadable.find((one) => offset >= one.from && offset < one.from + one.count);
    if (sealed !== undefined)
      return { missing: 'unreadable', start, end, next: sealed.from + sealed.count, reason: sealed.reason };
    if (record?.offset === offset) return wholeOf(partition, record, metadata);
    if (record !== undefined) return { missing: 'hole', start, end, next: record.offset };
    at = chunk?.next ?? end;
  }
  return { missing: 'hole', start, end, next: null };
}

async function boundsOf(cluster: Cluster, topic: string, partition: number) {
  const [[start], [end]] = await Promise.all([
    cluster.offsets([{ topic, partition }], 'start'),
    cluster.offsets([{ topic, partition }], 'end'),
  ]);
  if (start?.offset === undefined || end?.offset === undefined) return undefined;
  return { start: start.offset, end: end.offset };
}

function wholeOf(partition: number, record: StreamRecord, { brokers }: ClusterMetadata): WholeMessage {
  const { offset, timestampMs, key, value, headers } = record;
  return {
    partition,
    offset,
    at: timestampMs,
    key: key?.toString('base64') ?? null,
    value: value?.subarray(0, MOST_BYTES).toString('base64') ?? null,
    bytes: value?.length ?? 0,
    headers: Object.entries(headers).map(([name, own]) => ({ name, value: own?.toString('base64') ?? '' })),
    hearth: hearthHeaderOf(record),
    brokers: [...brokers.values()].map(({ host, port }) => `${host}:${port}`).join(','),
  };
}
