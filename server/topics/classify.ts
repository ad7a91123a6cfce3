import type { Change, ChangeClass, ChangeEffect } from '@/contracts/topic-plan';
import type { Difference } from './compare';

/** What has to be known to say what a change comes to. */
export interface ClassifyFacts {
  readonly isOwn: boolean;
  /** There was a topic, and it is gone. */
  readonly isMissing: boolean;
  /** Whether messages are told apart by key; `empty`: there are none. */
  readonly keys: 'keyed' | 'unkeyed' | 'empty';
  readonly defaults: Readonly<Record<string, string | null>>;
}

type Verdict = readonly [kind: ChangeClass, effect: ChangeEffect, reason?: string];

/** What a difference comes to when it is applied; losses are measured apart. */
export function classify(difference: Difference, facts: ClassifyFacts): Change {
  const [kind, effect, reason] = verdictOf(difference, facts);
  return { ...difference, class: kind, effect, ...(reason !== undefined && { reason }) };
}

function verdictOf({ what, from, to }: Difference, facts: ClassifyFacts): Verdict {
  if (what === 'topic') return ['safe', facts.isMissing ? 'created_again' : 'created'];
  if (what === 'partitions') return partitionsVerdict(Number(from), Number(to), facts);
  if (what === 'replication') return ['impossible', 'copies_other', OTHER_COPIES];
  const of = (value: string | null) => value ?? facts.defaults[what] ?? null;
  return configVerdict(what, of(from), of(to));
}

const OTHER_COPIES =
  'Copies are moved from broker to broker by Kafka’s own kafka-reassign-partitions; afterwards take over here what the cluster has.';
const FEWER_PARTITIONS =
  'Kafka can’t take partitions away. Make another topic with fewer and let its readers go over.';
const OWN_PARTITIONS =
  'With more partitions a sensor’s messages would go on in another one, while Hearth still reads those before. Stop what publishes, wait until nothing is behind on Pipeline, stop Hearth, add partitions with kafka-topics --alter, start it and take over here what the cluster has.';

function partitionsVerdict(from: number, to: number, { isOwn, keys }: ClassifyFacts): Verdict {
  if (to < from) return ['impossible', 'partitions_fewer', FEWER_PARTITIONS];
  if (isOwn) return ['impossible', 'partitions_added_keyed', OWN_PARTITIONS];
  return keys === 'keyed' ? ['data_affecting', 'partitions_added_keyed'] : ['safe', 'partitions_added'];
}

function configVerdict(name: string, from: string | null, to: string | null): Verdict {
  if (from === to) return ['safe', 'other'];
  switch (name) {
    case 'retention.ms':
      return limitOf(to) < limitOf(from)
        ? ['data_affecting', 'retention_lowered']
        : ['safe', 'retention_raised'];
    case 'retention.bytes':
      return limitOf(to) < limitOf(from)
        ? ['data_affecting', 'size_limit_lowered']
        : ['safe', 'size_limit_raised'];
    case 'cleanup.policy':
      return ['data_affecting', 'cleanup_policy'];
    case 'max.message.bytes':
      return Number(to) < Number(from) ? ['data_affecting', 'messages_smaller'] : ['safe', 'messages_larger'];
    case 'message.timestamp.type':
      return ['data_affecting', 'timestamp_type'];
    case 'unclean.leader.election.enable':
      return [to === 'true' ? 'data_affecting' : 'safe', 'unclean_election'];
    case 'compression.type':
      return ['safe', 'compression'];
    case 'min.insync.replicas':
      return ['safe', 'min_insync'];
    default:
      return ['safe', 'other'];
  }
}

/** -1 keeps all. */
function limitOf(value: string | null): number {
  const limit = Number(value ?? -1);
  return limit < 0 ? Number.POSITIVE_INFINITY : limit;
}
