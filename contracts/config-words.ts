/** Names for the settings of a Kafka topic in people's words; Kafka's own documentation says the rest. */
const LABELS: Readonly<Record<string, string>> = {
  'retention.ms': 'Keeps messages',
  'retention.bytes': 'Upper size limit, per partition',
  'cleanup.policy': 'When old',
  'compression.type': 'Compression',
  'min.insync.replicas': 'Copies before the ack',
  'max.message.bytes': 'Largest batch of messages',
  'segment.ms': 'Rolls a file every',
  'segment.bytes': 'Rolls a file from',
  'message.timestamp.type': 'Time of a message',
  'flush.messages': 'Flushes to disk after messages',
  'flush.ms': 'Flushes to disk after',
  'delete.retention.ms': 'Keeps deletion marks',
  'min.compaction.lag.ms': 'Compacts no sooner than',
  'max.compaction.lag.ms': 'Compacts no later than',
  'min.cleanable.dirty.ratio': 'Compacts from a share of',
  'unclean.leader.election.enable': 'A copy that lags may lead',
  'message.timestamp.before.max.ms': 'Takes times in the past up to',
  'message.timestamp.after.max.ms': 'Takes times in the future up to',
  'file.delete.delay.ms': 'Deletes files after',
  'index.interval.bytes': 'Indexes every',
  'segment.index.bytes': 'Size of an index',
  'segment.jitter.ms': 'Rolls files apart by up to',
  preallocate: 'Reserves files in advance',
  'local.retention.ms': 'Keeps on the broker’s disk',
  'local.retention.bytes': 'Upper size on the broker’s disk',
  'remote.storage.enable': 'Moves old files elsewhere',
};

/** Shown first, in this order; all others are behind a switch. */
export const MAIN_CONFIGS = [
  'retention.ms',
  'retention.bytes',
  'cleanup.policy',
  'compression.type',
  'min.insync.replicas',
  'max.message.bytes',
  'segment.ms',
] as const;

export function configLabel(name: string): string {
  return LABELS[name] ?? name;
}
