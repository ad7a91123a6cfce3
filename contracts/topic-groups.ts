/** A topic's partitions, and the groups that read it. */

export interface PartitionFacts {
  readonly partition: number;
  /** Node; null while there is none: nobody can read or write it. */
  readonly leader: number | null;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
  readonly start: number;
  readonly end: number;
  /** The leader's copy. */
  readonly bytes: number | null;
  /** Of the first message and of the newest one, ms since 1970; null for an empty one. */
  readonly oldest: number | null;
  readonly newest: number | null;
}

/** `other`: Kafka has no word for it here, as for groups of another kind. */
export type GroupState = 'working' | 'idle' | 'rebalancing' | 'other';

export interface GroupPosition {
  readonly partition: number;
  /** The next one to read. */
  readonly offset: number;
  readonly lag: number;
  /** How old the first unread message is; 0 when all is read, null where it can't be told. */
  readonly lagMs: number | null;
  /** Messages that went before it read them. */
  readonly lost: number;
}

export interface GroupFacts {
  readonly group: string;
  readonly state: GroupState;
  /** Hearth's own: its true position is in PostgreSQL. */
  readonly isOwn: boolean;
  readonly members: readonly {
    readonly clientId: string;
    readonly host: string;
    /** Of this topic. */
    readonly partitions: readonly number[];
  }[];
  readonly positions: readonly GroupPosition[];
}

export interface TopicReaders {
  readonly partitions: readonly PartitionFacts[];
  readonly groups: readonly GroupFacts[];
  readonly brokers: readonly { readonly node: number; readonly address: string }[];
  /** When it was read, ms since 1970. */
  readonly at: number;
}

/** Where a group shall go on: `moment` is ms since 1970, `back` a number of messages in each partition. */
export type ResetTarget =
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'moment'; readonly moment: number }
  | { readonly kind: 'back'; readonly messages: number }
  | { readonly kind: 'offset'; readonly partition: number; readonly offset: number };

export interface ResetMove {
  readonly partition: number;
  /** Null: it has not read there yet. */
  readonly from: number | null;
  readonly to: number;
}

/** What a reset would do; nothing is written. */
export interface ResetPlan {
  readonly group: string;
  readonly moves: readonly ResetMove[];
  /** Messages that are read again, and that are never read. */
  readonly again: number;
  readonly skipped: number;
  /** Stands for where the group is: applying asks for it again. */
  readonly token: string;
  /** Why it can't be done, and what to do first. */
  readonly problem: string | null;
}

/** What came of a reset. */
export type ResetAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly problem: string }
  /** The group moved meanwhile; nothing was written. */
  | { readonly kind: 'stale'; readonly plan: ResetPlan };
