import type { AppliedPlan, ChangePlan, Loss } from './topic-plan';
import type { TopicLine, TopicRevision, TopicShape } from './topic-wish';

/** One setting as the broker reports it, for whoever edits a wish. */
export interface ConfigFact {
  readonly name: string;
  /** Kafka's: boolean, string, int, short, long, double, list, class, password. */
  readonly type: string;
  /** What it is without an override; null where Kafka doesn't say. */
  readonly fallback: string | null;
  /** On the cluster now; null for a sensitive one. */
  readonly value: string | null;
  readonly isOverride: boolean;
  readonly isReadOnly: boolean;
  readonly isSensitive: boolean;
  /** Kafka's own words, as plain text; may be empty. */
  readonly documentation: string;
}

/** What is known of a cluster to whoever makes a topic on it. */
export interface TopicGround {
  readonly settings: readonly ConfigFact[];
  readonly brokers: number;
  readonly defaults: { readonly partitions: number; readonly replication: number };
}

/** A topic with its wish, as its page shows it. */
export interface TopicPage extends TopicGround {
  readonly line: TopicLine;
  /** What the cluster has; null for a topic that isn't there. */
  readonly observed: TopicShape | null;
  /** The newest wish; null while nobody manages it. */
  readonly wish: TopicRevision | null;
  /** The last wish that Kafka had whole: what differs from it was changed elsewhere. */
  readonly appliedWish: TopicShape | null;
  /** From what it is to the newest wish; null without a wish. */
  readonly plan: ChangePlan | null;
  /** Of the oldest message, ms since 1970. */
  readonly oldest: number | null;
  /** Until then deleting it can be cancelled, ms since 1970. */
  readonly deleteAt: number | null;
  /** Under way, or cut off and not yet settled. */
  readonly running: AppliedPlan | null;
}

/** What deleting a whole topic takes. */
export interface DeletionFacts {
  readonly loss: Loss;
  /** Why it can't be deleted, and what to do first. */
  readonly problem: string | null;
  /** Nothing is lost: it goes at once, else after a day in which it can be cancelled. */
  readonly isAtOnce: boolean;
}

/** What deleting messages of a topic takes. */
export interface RecordsFacts {
  readonly loss: Loss;
  /** What stands before these offsets goes, by partition: what comes meanwhile stays. */
  readonly before: Readonly<Record<string, number>>;
  /** Why they can't be deleted. */
  readonly problem: string | null;
  /** To be typed. */
  readonly confirm: string;
}

/** Something that somebody did, or that was seen. */
export interface TopicEvent {
  readonly id: number;
  readonly at: number;
  readonly who: string;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What became of a topic, newest first each. */
export interface TopicPast {
  readonly revisions: readonly TopicRevision[];
  readonly plans: readonly AppliedPlan[];
  readonly events: readonly TopicEvent[];
}
