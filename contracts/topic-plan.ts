import type { TopicShape, TopicWish } from './topic-wish';

/** What applying does to what is stored. `impossible` changes are refused before anybody can apply them. */
export type ChangeClass = 'safe' | 'data_affecting' | 'destructive' | 'impossible';

/** What lowering retention deletes for ever, measured when the plan was made. */
export interface Loss {
  /** Up to so many: Kafka deletes whole files. */
  readonly messages: number;
  readonly bytes: number;
  /** Of the oldest message, ms since 1970; null where nothing would go. */
  readonly from: number | null;
  /** Messages before this go, ms since 1970; null where size decides. */
  readonly until: number | null;
  /** Groups that have not read all of it. */
  readonly unread: readonly { readonly group: string; readonly messages: number }[];
}

/** What a change comes to; its words are the reader's. */
export type ChangeEffect =
  | 'created'
  | 'created_again'
  | 'partitions_added'
  | 'partitions_added_keyed'
  | 'partitions_fewer'
  | 'copies_other'
  | 'retention_raised'
  | 'retention_lowered'
  | 'size_limit_raised'
  | 'size_limit_lowered'
  | 'cleanup_policy'
  | 'compression'
  | 'messages_larger'
  | 'messages_smaller'
  | 'timestamp_type'
  | 'unclean_election'
  | 'min_insync'
  | 'other';

/** One step from what a topic is to what it shall be. */
export interface Change {
  /** `topic`, `partitions`, `replication`, or the setting's name. */
  readonly what: string;
  /** As Kafka writes it; null is the cluster's default, or no topic. */
  readonly from: string | null;
  readonly to: string | null;
  readonly class: ChangeClass;
  readonly effect: ChangeEffect;
  /** Why it is impossible, and the way round it. */
  readonly reason?: string;
  readonly loss?: Loss;
}

/** A rule that a wish breaks, or one to know of. */
export interface WishProblem {
  /** `name`, `partitions`, `replication`, or the setting's name. */
  readonly at: string;
  readonly message: string;
  /** It can't be saved so; else it is a warning. */
  readonly isRefusal: boolean;
}

/** The way from what a topic is to a wish. Nothing has been applied. */
export interface ChangePlan {
  readonly topic: string;
  /** Stands for this wish on this observation: applying asks for it again. */
  readonly token: string;
  readonly changes: readonly Change[];
  /** Overrides that stay as they are. */
  readonly unchanged: number;
  readonly problems: readonly WishProblem[];
  /** To be typed before all of it is applied; null where nothing is lost. */
  readonly confirm: string | null;
  /** What Kafka itself says against it, having checked it without doing it. */
  readonly refusedByKafka: string | null;
}

/** What a cluster says that a topic is. */
export interface TopicObservation extends TopicShape {
  readonly topicId: string;
}

/** What can be applied now, by a person's choice. */
export type PlanScope = 'all' | 'safe';

export function isApplicable({ class: kind }: Change, scope: PlanScope): boolean {
  return scope === 'all' ? kind !== 'impossible' : kind === 'safe';
}

/** One step of an applied plan, as it was recorded. */
export interface AppliedStep {
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
  /** `unknown`: Kafka went away while it was being done. */
  readonly state: 'waiting' | 'doing' | 'done' | 'failed' | 'unknown';
  /** What Kafka had afterwards. */
  readonly after?: string | null;
}

/** A plan that was applied, or as far as it came. */
export interface AppliedPlan {
  readonly id: number;
  readonly revision: number;
  readonly scope: PlanScope | 'put_back';
  readonly state: 'running' | 'done' | 'failed' | 'interrupted';
  readonly problem: string | null;
  readonly steps: readonly AppliedStep[];
  readonly who: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** The wish without what concerns Hearth alone. */
export function shapeOf({ partitions, replication, configs }: TopicWish): TopicShape {
  return { partitions, replication, configs };
}
