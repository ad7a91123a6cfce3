import { configText } from './config-value';
import type { WishProblem } from './topic-plan';
import type { TopicShape } from './topic-wish';

const LONGEST_NAME = 249;
const MOST_PARTITIONS = 10_000;
const HOUR_MS = 3_600_000;
/** A message of 1 MiB with its headers, alone in a batch. */
const OWN_LARGEST_BATCH = 1_150_000;
/** What Hearth's readers unpack. */
export const READABLE_COMPRESSIONS: readonly string[] = ['producer', 'gzip', 'uncompressed'];

/** Why Kafka, or Hearth, takes no topic of that name; undefined when it is good. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'A topic needs a name.';
  if (name.length > LONGEST_NAME)
    return `A name has at most ${LONGEST_NAME} characters; this one has ${name.length}.`;
  if (name === '.' || name === '..') return `“${name}” is no name that Kafka takes.`;
  const strange = /[^a-zA-Z0-9._-]/.exec(name)?.[0];
  if (strange !== undefined) {
    const called = /\s/.test(strange) ? 'a space' : `“${strange}”`;
    return `A name holds letters, digits, dots, _ and - alone, and this one has ${called}.`;
  }
  if (name.startsWith('__')) return 'Names that begin with __ are Kafka’s own.';
  return undefined;
}

export interface RuleFacts {
  readonly isOwn: boolean;
  /** Null while Kafka doesn't say. */
  readonly brokers: number | null;
  /** The cluster's defaults. */
  readonly defaults: Readonly<Record<string, string | null>>;
  /** Of the newest messages: how many were looked at, how many have no key, how many bytes the largest has. */
  readonly sample?: { readonly looked: number; readonly without: number; readonly largest: number };
}

/** What is wrong with a wish, or should be known about it, whatever the topic is now. */
export function wishProblems(wish: TopicShape, facts: RuleFacts): readonly WishProblem[] {
  const value = (name: string) => wish.configs[name] ?? facts.defaults[name] ?? null;
  return [
    ...shapeProblems(wish, facts, value),
    ...retentionWarnings(wish, value),
    ...compactionProblems(value, facts),
    ...sizeProblems(value, facts),
    ...(facts.isOwn ? ownProblems(value) : []),
  ];
}

type ValueOf = (name: string) => string | null;

function refusal(at: string, message: string): WishProblem {
  return { at, message, isRefusal: true };
}

function warning(at: string, message: string): WishProblem {
  return { at, message, isRefusal: false };
}

function shapeProblems(
  { partitions, replication }: TopicShape,
  { brokers }: RuleFacts,
  value: ValueOf,
): readonly WishProblem[] {
  const problems: WishProblem[] = [];
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > MOST_PARTITIONS)
    problems.push(refusal('partitions', `A topic has 1 to ${MOST_PARTITIONS} partitions.`));
  if (!Number.isInteger(replication) || replication < 1)
    problems.push(refusal('replication', 'At least one copy.'));
  else if (brokers !== null && replication > brokers) {
    const there = brokers === 1 ? 'there is one broker' : `there are ${brokers} brokers`;
    problems.push(refusal('replication', `Each copy stands on a broker of its own, and ${there}.`));
  }
  if (replication >= 1 && Number(value('min.insync.replicas')) > replication) {
    const copies = replication === 1 ? 'one copy' : `${replication} copies`;
    problems.push(
      refusal(
        'min.insync.replicas',
        `With ${copies} nobody could write: an ack would wait for more than there are.`,
      ),
    );
  }
  return problems;
}

function retentionWarnings({ partitions, configs }: TopicShape, value: ValueOf): readonly WishProblem[] {
  if (!deletes(value)) return [];
  const problems: WishProblem[] = [];
  const [keepsMs, rollsMs] = [Number(value('retention.ms')), Number(value('segment.ms'))];
  if (keepsMs >= 0 && rollsMs > keepsMs) {
    const [keeps, rolls] = [text('retention.ms', keepsMs), text('segment.ms', rollsMs)];
    problems.push(
      warning(
        'segment.ms',
        `Longer than messages are kept (${keeps}): a file goes as a whole, so a quiet topic keeps some for up to ${rolls} more.`,
      ),
    );
  }
  const [keepsBytes, rollsBytes] = [Number(value('retention.bytes')), Number(value('segment.bytes'))];
  if (keepsBytes >= 0 && partitions > 1 && configs['retention.bytes'] !== undefined) {
    const whole = text('retention.bytes', keepsBytes * partitions);
    problems.push(
      warning('retention.bytes', `For each of the ${partitions} partitions: up to ${whole} in all.`),
    );
  }
  if (keepsBytes >= 0 && rollsBytes > keepsBytes)
    problems.push(
      warning(
        'retention.bytes',
        `Smaller than a file (${text('segment.bytes', rollsBytes)}): a file goes as a whole.`,
      ),
    );
  return problems;
}

function deletes(value: ValueOf): boolean {
  return value('cleanup.policy')?.includes('delete') ?? true;
}

function text(name: string, value: number): string {
  return configText(name, 'long', String(value));
}

function compactionProblems(value: ValueOf, { sample }: RuleFacts): readonly WishProblem[] {
  if (!value('cleanup.policy')?.includes('compact') || sample === undefined || sample.without === 0)
    return [];
  return [
    warning(
      'cleanup.policy',
      `Of the newest ${sample.looked} messages ${sample.without} have no key: whoever writes so is refused once the topic is compacted.`,
    ),
  ];
}

function sizeProblems(value: ValueOf, { sample }: RuleFacts): readonly WishProblem[] {
  if (sample === undefined || sample.largest <= Number(value('max.message.bytes'))) return [];
  const largest = text('max.message.bytes', sample.largest);
  return [
    warning(
      'max.message.bytes',
      `Of the newest ${sample.looked} messages the largest has ${largest}: such ones would be refused, unless they are packed smaller.`,
    ),
  ];
}

/** What Hearth itself can't work with. */
function ownProblems(value: ValueOf): readonly WishProblem[] {
  const problems: WishProblem[] = [];
  const compression = value('compression.type') ?? 'producer';
  if (!READABLE_COMPRESSIONS.includes(compression))
    problems.push(
      refusal(
        'compression.type',
        `Hearth’s readers can’t read ${compression}. gzip is what they read; with producer it stays as it was written.`,
      ),
    );
  if ((value('cleanup.policy') ?? 'delete') !== 'delete')
    problems.push(
      refusal(
        'cleanup.policy',
        'Compaction would take messages out of the middle, and corrections of the past need them all. Lower the retention instead.',
      ),
    );
  if ((value('message.timestamp.type') ?? 'CreateTime') !== 'CreateTime')
    problems.push(
      refusal(
        'message.timestamp.type',
        'The time of a message is when Hearth received it; Kafka may not replace it.',
      ),
    );
  if (Number(value('max.message.bytes')) < OWN_LARGEST_BATCH)
    problems.push(
      refusal(
        'max.message.bytes',
        `Hearth takes messages of up to 1 MiB: below ${text('max.message.bytes', OWN_LARGEST_BATCH)} Kafka would refuse some that sensors may send.`,
      ),
    );
  const keepsMs = Number(value('retention.ms'));
  if (keepsMs >= 0 && keepsMs < HOUR_MS)
    problems.push(
      refusal('retention.ms', 'Below one hour a short outage would lose what Hearth has not read yet.'),
    );
  if (value('unclean.leader.election.enable') === 'true')
    problems.push(
      refusal('unclean.leader.election.enable', 'Messages that sensors were told are safe could be lost.'),
    );
  return problems;
}
