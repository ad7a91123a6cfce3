/** The newest of one key are kept, of what was told more often than that. */
export const MOST_VERSIONS = 200;
/** What many messages say of one thing is read no further than this: a gateway's devices. */
const MOST_UNDER = 1000;

interface Version {
  /** µs since 1970 UTC. */
  readonly from: number;
  readonly hash: string;
  readonly content: unknown;
  readonly characters: number;
}

interface Group {
  readonly items: Set<string>;
  /** In one order, whatever the order they came in; undefined until somebody asks. */
  sorted: readonly string[] | undefined;
}

/** What one family's devices told, through time. */
export class FamilyMemory {
  readonly #byKey = new Map<string, Version[]>();
  readonly #groups = new Map<string, Group>();
  #characters = 0;

  get keys(): number {
    return this.#byKey.size;
  }

  /** Of all that is kept, as JSON. */
  get characters(): number {
    return this.#characters;
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** `text`: stable JSON, null where it holds no longer. Of two with one beginning the later word counts. */
  remember(
    key: string,
    { from, hash, text }: { readonly from: number; readonly hash: string; readonly text: string | null },
  ): void {
    const content = text === null ? undefined : JSON.parse(text);
    const versions = this.#versionsOf(key);
    // Mostly it is the newest.
    let at = versions.length;
    while (at > 0 && (versions[at - 1]?.from ?? 0) >= from) at -= 1;
    const same = versions[at]?.from === from ? 1 : 0;
    const version = { from, hash, content, characters: text?.length ?? 0 };
    const gone = versions.splice(at, same, version);
    if (versions.length > MOST_VERSIONS) gone.push(...versions.splice(0, versions.length - MOST_VERSIONS));
    this.#characters += version.characters - gone.reduce((sum, { characters }) => sum + characters, 0);
  }

  at(key: string, atMicros: number): Version | undefined {
    return this.#byKey.get(key)?.findLast(({ from }) => from <= atMicros);
  }

  /** The contents of all keys `<group>\n<item>` that are valid, by item; the first thousand. */
  under(name: string, atMicros: number): readonly (readonly [item: string, content: unknown])[] {
    const group = this.#groups.get(name);
    if (group === undefined) return NONE;
    group.sorted ??= [...group.items].sort();
    const found: [item: string, content: unknown][] = [];
    for (const item of group.sorted) {
      const content = this.at(`${name}\n${item}`, atMicros)?.content;
      if (content !== undefined) found.push([item, content]);
      if (found.length === MOST_UNDER) break;
    }
    return found;
  }

  #versionsOf(key: string): Version[] {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const versions: Version[] = [];
    this.#byKey.set(key, versions);
    const end = key.lastIndexOf('\n');
    if (end >= 0) this.#addTo(key.slice(0, end), key.slice(end + 1));
    return versions;
  }

  #addTo(name: string, item: string): void {
    const group = this.#groups.get(name) ?? { items: new Set(), sorted: undefined };
    group.items.add(item);
    group.sorted = undefined;
    this.#groups.set(name, group);
  }
}

const NONE: readonly never[] = [];
