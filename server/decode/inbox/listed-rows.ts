import type { KnownSource } from './unclaimed';

/** Who invents topics must not make the table grow for ever: of a partition no more rows, and of like topics no more. */
const MOST_ROWS = 1_500;
const MOST_ALIKE = 400;
const MOST_FILTERS = 50;
/** Stands for topics that have nothing in common. */
const THE_REST = '#';

type Row = Pick<KnownSource, 'topic' | 'reason' | 'shape'>;

interface Listed extends Row {
  readonly likeness: string;
  seenIn: number;
}

/** A row that made room for another one, and the filter that stands for it from now on. */
export interface MadeRoom extends Row {
  readonly rest: string;
}

/** The rows of a partition that are listed, those that were heard last. */
export interface ListedRows {
  /** Its place among them, which may be another's until now; else the filter that stands for it. In a round none that it brought goes. */
  place(row: Row, round: number): { readonly madeRoom?: MadeRoom } | { readonly rest: string };
}

/** `known`: those that were heard longest ago first; `rests`: the filters that stand for others already. */
export function createListedRows(known: readonly Row[], rests: Iterable<string>): ListedRows {
  // Both in the order in which they were heard.
  const rows = new Map<string, Listed>();
  const alike = new Map<string, Map<string, Listed>>();
  const filters = new Set([...rests].filter((filter) => filter !== THE_REST));
  for (const row of known) hear({ ...row, likeness: likenessOf(row), seenIn: -1 });

  function hear(row: Listed): void {
    const name = nameOf(row);
    rows.delete(name);
    rows.set(name, row);
    const like = alike.get(row.likeness) ?? new Map<string, Listed>();
    alike.set(row.likeness, like);
    like.delete(name);
    like.set(name, row);
  }

  function forget(row: Listed): void {
    rows.delete(nameOf(row));
    const like = alike.get(row.likeness);
    like?.delete(nameOf(row));
    if (like?.size === 0) alike.delete(row.likeness);
  }

  function restOf(topic: string): string {
    const filter = topicsLike(topic);
    if (!filters.has(filter) && filters.size >= MOST_FILTERS) return THE_REST;
    filters.add(filter);
    return filter;
  }

  return {
    place: ({ topic, reason, shape }, round) => {
      const row = { topic, reason, shape };
      // Mostly it was heard in this round already.
      if (rows.get(nameOf(row))?.seenIn === round) return {};
      const likeness = likenessOf(row);
      const like = alike.get(likeness);
      const isCrowded = reason === 'UNCLAIMED' && (like?.size ?? 0) >= MOST_ALIKE;
      const [oldest] = (isCrowded ? like : rows)?.values() ?? [];
      const isFull = !rows.has(nameOf(row)) && (isCrowded || rows.size >= MOST_ROWS);
      const rest = () => (isCrowded ? restOf(topic) : THE_REST);
      if (isFull && (oldest === undefined || oldest.seenIn === round)) return { rest: rest() };
      if (isFull && oldest !== undefined) forget(oldest);
      hear({ ...row, likeness, seenIn: round });
      if (!isFull || oldest === undefined) return {};
      return { madeRoom: { topic: oldest.topic, reason: oldest.reason, shape: oldest.shape, rest: rest() } };
    },
  };
}

export function nameOf({ topic, reason, shape }: Row): string {
  return `${reason} ${shape} ${topic}`;
}

/** Topics that a flood would make: of one shape, as deep, and with one beginning. */
function likenessOf({ topic, shape }: Row): string {
  return `${shape} ${topicsLike(topic)}`;
}

function topicsLike(topic: string): string {
  const [first = '', ...rest] = topic.split('/');
  return [first, ...rest.map(() => '+')].join('/');
}
