import type { TopicLine, TopicState } from '@/contracts/topic-wish';

/** What needs somebody comes first. */
const URGENCY: readonly TopicState[] = [
  'conflict',
  'missing',
  'drift',
  'delete_waiting',
  'change_waiting',
  'unknown',
  'not_managed',
  'as_planned',
];

export const TOPIC_COLUMNS = ['name', 'keeps', 'size', 'growth', 'partitions', 'state'] as const;
export type TopicColumn = (typeof TOPIC_COLUMNS)[number];

export interface TopicOrder {
  readonly column: TopicColumn;
  readonly isDescending: boolean;
}

/** Numbers begin with the largest, names and states with the first. */
export function beginOrder(column: TopicColumn): TopicOrder {
  return { column, isDescending: column !== 'name' && column !== 'state' };
}

const VALUES: Readonly<Record<Exclude<TopicColumn, 'name'>, (line: TopicLine) => number>> = {
  keeps: ({ retentionMs, cleanupPolicy }) =>
    retentionMs === null
      ? -1
      : retentionMs < 0 || !cleanupPolicy?.includes('delete')
        ? Infinity
        : retentionMs,
  size: ({ bytes }) => bytes ?? -1,
  growth: ({ bytesADay }) => bytesADay ?? -1,
  partitions: ({ partitions }) => partitions ?? -1,
  state: ({ state }) => URGENCY.indexOf(state),
};

/** In the order of a column; alike ones by name. */
export function sortedTopics(
  topics: readonly TopicLine[],
  { column, isDescending }: TopicOrder,
): readonly TopicLine[] {
  const sign = isDescending ? -1 : 1;
  const byName = (one: TopicLine, other: TopicLine) =>
    one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
  if (column === 'name') return topics.toSorted((one, other) => sign * byName(one, other));
  const numberOf = VALUES[column];
  return topics.toSorted((one, other) => {
    const [first, second] = [numberOf(one), numberOf(other)];
    return first === second ? byName(one, other) : first < second ? -sign : sign;
  });
}

/** Those whose name, comment, owner or state hold every word. */
export function matchingTopics(
  topics: readonly TopicLine[],
  typed: string,
  stateText: (line: TopicLine) => string,
): readonly TopicLine[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return topics;
  return topics.filter((line) => {
    const text = [line.name, line.comment, line.owner, stateText(line)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
