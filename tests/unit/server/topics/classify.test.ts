import { expect, it } from 'vitest';
import { type ClassifyFacts, classify } from '@/server/topics/classify';

const FACTS: ClassifyFacts = {
  isOwn: false,
  isMissing: false,
  keys: 'keyed',
  defaults: {
    'retention.ms': '604800000',
    'retention.bytes': '-1',
    'max.message.bytes': '1048588',
    'segment.ms': '604800000',
    'cleanup.policy': 'delete',
  },
};

it.each<
  [what: string, from: string | null, to: string | null, verdict: string, facts?: Partial<ClassifyFacts>]
>([
  ['topic', null, '1 × 1', 'safe created'],
  ['topic', null, '1 × 1', 'safe created_again', { isMissing: true }],
  ['partitions', '1', '2', 'data_affecting partitions_added_keyed'],
  ['partitions', '1', '2', 'safe partitions_added', { keys: 'unkeyed' }],
  ['partitions', '1', '2', 'safe partitions_added', { keys: 'empty' }],
  ['partitions', '1', '2', 'impossible partitions_added_keyed', { isOwn: true }],
  ['partitions', '2', '1', 'impossible partitions_fewer'],
  ['replication', '1', '3', 'impossible copies_other'],
  ['retention.ms', '1000', '2000', 'safe retention_raised'],
  ['retention.ms', '2000', '1000', 'data_affecting retention_lowered'],
  ['retention.ms', '1000', '-1', 'safe retention_raised'],
  ['retention.ms', '-1', '1000', 'data_affecting retention_lowered'],
  // Back to the default of seven days.
  ['retention.ms', '1000', null, 'safe retention_raised'],
  ['retention.ms', '604800001', null, 'data_affecting retention_lowered'],
  // The default written out changes nothing.
  ['retention.ms', null, '604800000', 'safe other'],
  ['retention.bytes', null, '1000', 'data_affecting size_limit_lowered'],
  ['retention.bytes', '1000', null, 'safe size_limit_raised'],
  ['cleanup.policy', null, 'compact', 'data_affecting cleanup_policy'],
  ['max.message.bytes', null, '2000000', 'safe messages_larger'],
  ['max.message.bytes', '2000000', null, 'data_affecting messages_smaller'],
  ['message.timestamp.type', null, 'LogAppendTime', 'data_affecting timestamp_type'],
  ['unclean.leader.election.enable', 'false', 'true', 'data_affecting unclean_election'],
  ['compression.type', 'producer', 'zstd', 'safe compression'],
  ['min.insync.replicas', '1', '2', 'safe min_insync'],
  ['segment.ms', null, '1000', 'safe other'],
])('%s from %s to %s is %s', (what, from, to, verdict, facts) => {
  const change = classify({ what, from, to }, { ...FACTS, ...facts });

  expect(`${change.class} ${change.effect}`).toBe(verdict);
  expect(change.reason !== undefined).toBe(change.class === 'impossible');
});
