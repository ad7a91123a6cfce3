import { mqttFilterOf } from '@/contracts/topic-filter';

interface Node<Item> {
  readonly levels: Map<string, Node<Item>>;
  /** Filters that end here. */
  readonly here: Item[];
  /** Filters that end here in `#`. */
  readonly below: Item[];
}

/** Which of many topic filters match a topic, in time that grows with the topic's levels and not with the filters. */
export interface TopicTree<Item> {
  add(filter: string, item: Item): void;
  matches(topic: string): readonly Item[];
}

export function createTopicTree<Item>(): TopicTree<Item> {
  const root = emptyNode<Item>();
  return {
    add: (filter, item) => {
      const levels = filter.split('/');
      const toTheEnd = levels.at(-1) === '#';
      const node = descend(root, toTheEnd ? levels.slice(0, -1) : levels);
      (toTheEnd ? node.below : node.here).push(item);
    },
    matches: (topic) => {
      const found: Item[] = [];
      collect(root, topic.split('/'), 0, found);
      return found;
    },
  };
}

/** Whether any of these filters, with named levels or without, claims a topic. */
export function covering(filters: readonly string[]): (topic: string) => boolean {
  const tree = createTopicTree<true>();
  for (const filter of filters) tree.add(mqttFilterOf(filter), true);
  return (topic) => tree.matches(topic).length > 0;
}

function emptyNode<Item>(): Node<Item> {
  return { levels: new Map(), here: [], below: [] };
}

function descend<Item>(root: Node<Item>, levels: readonly string[]): Node<Item> {
  let node = root;
  for (const level of levels) {
    const next = node.levels.get(level) ?? emptyNode<Item>();
    node.levels.set(level, next);
    node = next;
  }
  return node;
}

function collect<Item>(node: Node<Item>, levels: readonly string[], depth: number, found: Item[]): void {
  // What begins with $ is the broker's: no wildcard at the first level matches it.
  const wild = depth > 0 || levels[0]?.startsWith('$') !== true;
  if (wild) found.push(...node.below);
  const level = levels[depth];
  if (level === undefined) {
    found.push(...node.here);
    return;
  }
  const exact = node.levels.get(level);
  if (exact !== undefined) collect(exact, levels, depth + 1, found);
  const any = wild ? node.levels.get('+') : undefined;
  if (any !== undefined && level !== '+') collect(any, levels, depth + 1, found);
}
