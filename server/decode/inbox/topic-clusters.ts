import { grouped } from './grouped';

/** A topic with what its payloads look like. */
export interface ShapedTopic {
  readonly topic: string;
  readonly kind: string;
  readonly fields: readonly string[];
}

/** Topics that are one thing from several sources. */
export interface Cluster<Topic extends ShapedTopic> {
  /** A filter: levels that vary are `+`. */
  readonly pattern: string;
  /** The level that tells its topics apart, counted from 0; null: there is one topic. */
  readonly sourceLevel: number | null;
  readonly topics: readonly Topic[];
}

const ANY = '+';
const ALIKE = 0.5;
const MOST_COMPARED = 12;
/** Words at the end of a topic that say what is measured, not where. */
const SAYS_WHAT =
  /temp|hum|press|power|energy|volt|curr|batt|rssi|signal|lux|light|illum|co2|voc|pm\d|motion|door|contact|state|status|level|flow|gas|water|rain|wind|speed|uptime|ip$|version|count|total|watt|kwh|amp/i;

/**
 * Which topics belong together: of a like shape, as deep, and apart in one level. Where a payload is but a number or a word, the
 * last level says what it is: there such words keep topics apart.
 */
export function topicClusters<Topic extends ShapedTopic>(
  topics: readonly Topic[],
): readonly Cluster<Topic>[] {
  const sets = disjointSets(topics.length);
  const levels = topics.map(({ topic }) => topic.split('/'));
  const buckets = new Map<string, number[]>();
  topics.forEach(({ kind }, index) => {
    const own = levels[index] ?? [];
    own.forEach((_, level) => {
      const key = `${kind} ${own.with(level, '\0').join('/')}`;
      const first = buckets.get(key) ?? [];
      buckets.set(key, first);
      const isJoined = first.some((other) => {
        const [one, two] = [topics[index], topics[other]];
        if (one === undefined || two === undefined || !isAlike(one, two)) return false;
        if (!mayVary(one, level, own, levels[other] ?? [])) return false;
        sets.join(index, other);
        return true;
      });
      if (!isJoined && first.length < MOST_COMPARED) first.push(index);
    });
  });
  return sets.groups().flatMap((members) => apart(members.flatMap((index) => topics[index] ?? [])));
}

/** Whether payloads are of one shape, give or take fields that are not always there. */
export function isAlike(one: ShapedTopic, other: ShapedTopic): boolean {
  if (one.kind !== other.kind) return false;
  if (one.fields.length === 0 && other.fields.length === 0) return true;
  const fields = new Set(one.fields);
  const both = other.fields.filter((field) => fields.has(field)).length;
  return both / (one.fields.length + other.fields.length - both) >= ALIKE;
}

function mayVary(
  { fields }: ShapedTopic,
  level: number,
  own: readonly string[],
  other: readonly string[],
): boolean {
  if (own.length < 2) return false;
  if (fields.length > 1) return true;
  if (level < own.length - 1) return true;
  return !SAYS_WHAT.test(own[level] ?? '') && !SAYS_WHAT.test(other[level] ?? '');
}

/** One cluster, or several where no one level tells all its topics apart. */
function apart<Topic extends ShapedTopic>(topics: readonly Topic[]): readonly Cluster<Topic>[] {
  const levels = topics.map(({ topic }) => topic.split('/'));
  const distinct = (levels[0] ?? []).map((_, level) => new Set(levels.map((own) => own[level] ?? '')).size);
  const varying = distinct.flatMap((count, level) => (count > 1 ? [level] : []));
  const names = new Set(topics.map(({ topic }) => topic)).size;
  const telling = varying.find((level) => distinct[level] === names);
  if (varying.length === 0 || telling !== undefined) {
    const pattern = (levels[0] ?? [])
      .map((text, level) => ((distinct[level] ?? 1) > 1 ? ANY : text))
      .join('/');
    return [{ pattern, sourceLevel: telling ?? null, topics }];
  }
  const least = varying.reduce((found, level) =>
    (distinct[level] ?? 0) < (distinct[found] ?? 0) ? level : found,
  );
  return [...grouped(topics, ({ topic }) => topic.split('/')[least] ?? '').values()].flatMap(apart);
}

function disjointSets(size: number) {
  const parents = Array.from({ length: size }, (_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at;
      at = parents[at] ?? at;
    }
    return at;
  };
  return {
    join: (one: number, other: number) => {
      parents[rootOf(one)] = rootOf(other);
    },
    groups: () => [...grouped(parents.keys(), rootOf).values()],
  };
}
