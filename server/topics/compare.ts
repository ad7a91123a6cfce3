import type { TopicObservation } from '@/contracts/topic-plan';
import type { TopicShape, TopicState } from '@/contracts/topic-wish';

/** One thing in which a topic is not as wished; null is the cluster's default, or no topic. */
export interface Difference {
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What would have to change for the topic to be as wished. */
export function differences(wish: TopicShape, observed: TopicObservation | undefined): readonly Difference[] {
  if (observed === undefined)
    return [{ what: 'topic', from: null, to: `${wish.partitions} × ${wish.replication}` }];
  const names = [...new Set([...Object.keys(observed.configs), ...Object.keys(wish.configs)])].sort();
  return [
    difference('partitions', String(observed.partitions), String(wish.partitions)),
    difference('replication', String(observed.replication), String(wish.replication)),
    ...names.map((name) => difference(name, observed.configs[name] ?? null, wish.configs[name] ?? null)),
  ].filter(({ from, to }) => from !== to);
}

function difference(what: string, from: string | null, to: string | null): Difference {
  return { what, from, to };
}

/** Overrides that are as wished already. */
export function unchangedOverrides(wish: TopicShape, observed: TopicObservation | undefined): number {
  if (observed === undefined) return 0;
  return Object.entries(observed.configs).filter(([name, value]) => wish.configs[name] === value).length;
}

/** What Hearth keeps of a wish, besides its revisions. */
export interface WishRecord {
  readonly isManaged: boolean;
  /** Of the topic that the wish is for; null until there was one. */
  readonly topicId: string | null;
  readonly revision: number;
  readonly appliedRevision: number | null;
  /** ms since 1970; null: nobody asked to delete it. */
  readonly deleteAt: number | null;
}

/** How wish and cluster stand to each other, while Kafka answers. */
export function stateOf(
  record: WishRecord | undefined,
  wish: TopicShape | undefined,
  observed: TopicObservation | undefined,
): Exclude<TopicState, 'unknown'> {
  if (record === undefined || wish === undefined || !record.isManaged) return 'not_managed';
  if (observed === undefined) return record.topicId === null ? 'change_waiting' : 'missing';
  if (record.topicId !== null && record.topicId !== observed.topicId) return 'conflict';
  if (record.deleteAt !== null) return 'delete_waiting';
  if (differences(wish, observed).length === 0) return 'as_planned';
  return record.appliedRevision === record.revision ? 'drift' : 'change_waiting';
}
