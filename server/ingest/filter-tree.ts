interface Node<Kept> {
  readonly below: Map<string, Node<Kept>>;
  readonly kept: Map<string, Kept>;
}

/** Things kept by a topic filter and a name, found by a topic in as many steps as it has levels, however many there are. */
export class FilterTree<Kept> {
  readonly #root: Node<Kept> = aNode();

  set(filter: string, name: string, kept: Kept): void {
    let node = this.#root;
    for (const level of filter.split('/')) {
      const next = node.below.get(level) ?? aNode<Kept>();
      node.below.set(level, next);
      node = next;
    }
    node.kept.set(name, kept);
  }

  delete(filter: string, name: string): void {
    const levels = filter.split('/');
    const path = [this.#root];
    for (const level of levels) {
      const next = path.at(-1)?.below.get(level);
      if (next === undefined) return;
      path.push(next);
    }
    path.at(-1)?.kept.delete(name);
    for (let depth = levels.length; depth > 0; depth -= 1) {
      const node = path[depth];
      if (node === undefined || node.kept.size > 0 || node.below.size > 0) return;
      path[depth - 1]?.below.delete(levels[depth - 1] ?? '');
    }
  }

  /** Calls back with all whose filter covers the topic; one name may come several times. */
  visit(topic: string, found: (name: string, kept: Kept) => void): void {
    if (this.#root.below.size > 0) walk(this.#root, topic.split('/'), 0, found);
  }
}

function aNode<Kept>(): Node<Kept> {
  return { below: new Map(), kept: new Map() };
}

function walk<Kept>(
  node: Node<Kept>,
  levels: readonly string[],
  depth: number,
  found: (name: string, kept: Kept) => void,
): void {
  // A wildcard in front does not cover the broker's own topics.
  const wild = depth > 0 || !levels[0]?.startsWith('$');
  if (wild) for (const [name, kept] of node.below.get('#')?.kept ?? []) found(name, kept);
  const level = levels[depth];
  if (level === undefined) {
    for (const [name, kept] of node.kept) found(name, kept);
    return;
  }
  const any = wild ? node.below.get('+') : undefined;
  if (any !== undefined) walk(any, levels, depth + 1, found);
  const named = node.below.get(level);
  // No topic has a level of this name: it would be visited twice.
  if (named !== undefined && level !== '+' && level !== '#') walk(named, levels, depth + 1, found);
}
