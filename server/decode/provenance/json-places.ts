/** A stretch of a text: from `start` up to, not including, `end`, in characters. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A value of a document that is no object or array, where it stands; of a string what is between its quotes. */
export interface JsonLeaf extends Place {
  /** The reference tokens of its JSON Pointer. */
  readonly tokens: readonly string[];
  readonly kind: 'number' | 'string' | 'word';
}

const SPACE = /[\s\0]*/y;
const SCALAR = /[^\s,\]}\0]+/y;

/**
 * The leaves of a JSON document in the order of its text. Of a key that stands twice in an object the last counts, as for every
 * reader. Only for a text that `JSON.parse` takes.
 */
export function jsonLeaves(text: string): readonly JsonLeaf[] {
  let at = 0;
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const [found = ''] = pattern.exec(text) ?? [];
    at += found.length;
    return found;
  };
  /** Takes a string with its quotes, and answers what stands between them. */
  const quoted = (): Place => {
    const start = at + 1;
    for (at = start; at < text.length && text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
    at += 1;
    return { start, end: at - 1 };
  };

  function value(tokens: readonly string[]): readonly JsonLeaf[] {
    match(SPACE);
    const letter = text[at];
    if (letter === '{') return object(tokens);
    if (letter === '[') return array(tokens);
    if (letter === '"') return [{ tokens, kind: 'string', ...quoted() }];
    const start = at;
    const scalar = match(SCALAR);
    return [{ tokens, kind: /^[-\d]/.test(scalar) ? 'number' : 'word', start, end: at }];
  }

  function object(tokens: readonly string[]): readonly JsonLeaf[] {
    const members = new Map<string, readonly JsonLeaf[]>();
    while (hasMore('}')) {
      const { start, end } = quoted();
      const key: string = JSON.parse(text.slice(start - 1, end + 1));
      match(SPACE);
      at += 1;
      const leaves = value([...tokens, key]);
      members.delete(key);
      members.set(key, leaves);
    }
    return [...members.values()].flat();
  }

  function array(tokens: readonly string[]): readonly JsonLeaf[] {
    const items: JsonLeaf[] = [];
    for (let index = 0; hasMore(']'); index += 1) items.push(...value([...tokens, String(index)]));
    return items;
  }

  /** Steps over what opens or separates; false once it has stepped over `close`. */
  function hasMore(close: string): boolean {
    match(SPACE);
    if (text[at] !== close) {
      at += 1;
      match(SPACE);
    }
    if (text[at] !== close) return at < text.length;
    at += 1;
    return false;
  }

  return value([]);
}

/** Where the value of a pointer stands; undefined where it is none, or an object or array. */
export function placeAt(text: string, tokens: readonly string[]): JsonLeaf | undefined {
  return jsonLeaves(text).find(
    ({ tokens: own }) => own.length === tokens.length && own.every((token, index) => token === tokens[index]),
  );
}
