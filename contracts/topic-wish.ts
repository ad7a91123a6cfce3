/** What somebody wants a Kafka topic to be, and how that stands against what it is. */

/** What happens when somebody changes a topic elsewhere: it is told, put back, or becomes the wish. */
export const ON_DRIFT = ['tell', 'put_back', 'take_over'] as const;
export type OnDrift = (typeof ON_DRIFT)[number];

/** What belongs to the topic itself. */
export interface TopicShape {
  readonly partitions: number;
  /** Copies of each partition. */
  readonly replication: number;
  /** Overrides alone, as Kafka writes them; a setting that isn't here is the cluster's default. */
  readonly configs: Readonly<Record<string, string>>;
}

export interface TopicWish extends TopicShape {
  /** What it is for; may be empty. */
  readonly comment: string;
  /** Who answers for it; may be empty. */
  readonly owner: string;
  /** It can't be deleted before this is taken off. */
  readonly isProtected: boolean;
  readonly onDrift: OnDrift;
}

/** One saved wish. */
export interface TopicRevision extends TopicWish {
  readonly revision: number;
  readonly who: string;
  readonly why: string;
  /** ms since 1970. */
  readonly at: number;
}

/** How wish and cluster stand to each other. `unknown`: Kafka doesn't answer. `conflict`: another topic has taken the name. */
export type TopicState =
  | 'as_planned'
  | 'drift'
  | 'change_waiting'
  | 'missing'
  | 'conflict'
  | 'delete_waiting'
  | 'not_managed'
  | 'unknown';

/** A topic as a line of the list; null is what Kafka doesn't tell now. */
export interface TopicLine {
  readonly name: string;
  readonly state: TopicState;
  /** Settings that differ. */
  readonly differing: number;
  /** Since when it drifts, ms since 1970. */
  readonly driftSince: number | null;
  /** Putting back has stopped: whoever changes it elsewhere doesn't stop. */
  readonly isHalted: boolean;
  readonly isOwn: boolean;
  /** What corrections of the past are made from. */
  readonly isRawLog: boolean;
  readonly isInternal: boolean;
  readonly comment: string;
  readonly owner: string;
  readonly partitions: number | null;
  readonly replication: number | null;
  readonly retentionMs: number | null;
  readonly retentionBytes: number | null;
  readonly cleanupPolicy: string | null;
  readonly bytes: number | null;
  readonly messages: number | null;
  /** Over the last day. */
  readonly bytesADay: number | null;
  readonly messagesADay: number | null;
  /** Now, between two looks. */
  readonly perSecond: number | null;
  readonly replicas: { readonly inSync: number; readonly all: number } | null;
}

export interface TopicList {
  /** Undefined while Kafka answers, else why it doesn't. */
  readonly problem?: string;
  readonly topics: readonly TopicLine[];
  readonly brokers: number | null;
  readonly disk: { readonly total: number; readonly usable: number } | null;
  /** Of the oldest message in the raw log, ms since 1970. */
  readonly correctableTo: number | null;
}
