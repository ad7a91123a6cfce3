import type { InboxSource, ShapeGroup, ShapeKind, Waiting } from '@/contracts/inbox';
import { grouped } from './grouped';
import { shortName } from './payload-shape';
import { type Cluster, isAlike, topicClusters } from './topic-clusters';

/** What one topic brought of one shape, as it is stored. */
export interface SourceRow extends Waiting {
  readonly topic: string;
  readonly partition: number;
  readonly shape: string;
  readonly kind: ShapeKind;
  readonly fields: readonly string[];
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly login: string | null;
}

/** A topic, with everything that came there in a like shape. */
export interface ShapeSource extends Waiting {
  readonly topic: string;
  readonly kind: ShapeKind;
  readonly fields: readonly string[];
  readonly login: string | null;
  readonly rows: readonly SourceRow[];
}

export interface GroupedShapes extends Cluster<ShapeSource> {
  readonly group: ShapeGroup;
}

const MOST_LOGINS = 3;
const MOST_FIELDS = 40;

/** The groups of what is stored, newest first. */
export function shapeGroups(rows: readonly SourceRow[]): readonly GroupedShapes[] {
  return topicClusters(sourcesOf(rows))
    .map((cluster) => ({ ...cluster, group: groupOf(cluster) }))
    .sort((one, other) => other.group.lastSeen - one.group.lastSeen || compare(one.group.id, other.group.id));
}

/** Messages of one topic whose fields are not always all there are one source. */
export function sourcesOf(rows: readonly SourceRow[]): readonly ShapeSource[] {
  return [...grouped(rows, ({ topic }) => topic).values()].flatMap((ofTopic) => {
    const sources: SourceRow[][] = [];
    // The one with most fields first: the others lack some of them.
    for (const row of [...ofTopic].sort((one, other) => other.fields.length - one.fields.length)) {
      const fitting = sources.find(([first]) => first !== undefined && isAlike(first, row));
      if (fitting === undefined) sources.push([row]);
      else fitting.push(row);
    }
    return sources.flatMap(sourceOf);
  });
}

function sourceOf(rows: readonly SourceRow[]): ShapeSource[] {
  const [most] = rows;
  if (most === undefined) return [];
  const newest = rows.reduce((found, row) => (row.lastSeen > found.lastSeen ? row : found));
  const fields = [...new Set(rows.flatMap((row) => row.fields))].sort().slice(0, MOST_FIELDS);
  return [
    {
      topic: most.topic,
      kind: most.kind,
      fields,
      login: newest.login,
      rows,
      ...togetherWaiting(rows, everyOf(rows)),
    },
  ];
}

/** Several shapes of one topic come in turn: the more they are, the shorter the time between any two. */
function everyOf(rows: readonly SourceRow[]): number | null {
  const perMs = rows.reduce(
    (sum, { everyMs }) => sum + (everyMs === null || everyMs === 0 ? 0 : 1 / everyMs),
    0,
  );
  return perMs === 0 ? (rows[0]?.everyMs ?? null) : 1 / perMs;
}

/** What several bring together; `everyMs` is theirs to say. */
export function togetherWaiting(parts: readonly Waiting[], everyMs: number | null): Waiting {
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    firstSeen: parts.reduce((least, { firstSeen }) => Math.min(least, firstSeen), Number.POSITIVE_INFINITY),
    lastSeen: parts.reduce((most, { lastSeen }) => Math.max(most, lastSeen), 0),
    everyMs,
  };
}

/** The one in the middle; null where nobody knows. */
export function medianEvery(parts: readonly Waiting[]): number | null {
  const known = parts.flatMap(({ everyMs }) => everyMs ?? []).sort((one, other) => one - other);
  return known[Math.floor(known.length / 2)] ?? null;
}

function groupOf({ pattern, topics }: Cluster<ShapeSource>): ShapeGroup {
  const first = topics.reduce((found, topic) => (isBefore(topic, found) ? topic : found));
  const logins = [...new Set(topics.flatMap(({ login }) => login ?? []))];
  return {
    type: 'shape',
    // Whatever comes later, the first stays the first.
    id: shortName(`${first.kind} ${first.topic} ${first.firstSeen}`),
    pattern,
    kind: first.kind,
    fields: [...new Set(topics.flatMap(({ fields }) => fields))].sort().slice(0, MOST_FIELDS),
    sources: new Set(topics.map(({ topic }) => topic)).size,
    logins: logins.slice(0, MOST_LOGINS),
    ...togetherWaiting(topics, medianEvery(topics)),
  };
}

function isBefore(one: ShapeSource, other: ShapeSource): boolean {
  return one.firstSeen < other.firstSeen || (one.firstSeen === other.firstSeen && one.topic < other.topic);
}

/** As a page shows it. */
export function shownSource({ topic, login, ...rest }: ShapeSource, sourceLevel: number | null): InboxSource {
  const { count, firstSeen, lastSeen, everyMs } = rest;
  const name = sourceLevel === null ? topic : (topic.split('/')[sourceLevel] ?? topic);
  return { topic, name, login, count, firstSeen, lastSeen, everyMs };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
