import type { MeantSensor } from '@/contracts/teaching';
import type { Places } from './inbox-actions';

/** What somebody said of a source: ticked, and called something. */
export interface Named {
  readonly isTicked: boolean;
  readonly name: string;
  readonly room: string;
}

const UNTOUCHED: Named = { isTicked: false, name: '', room: '' };

/** What was said of each source, by its name. */
export type Naming = ReadonlyMap<string, Named>;

export function namedAs(naming: Naming, source: string): Named {
  return naming.get(source) ?? UNTOUCHED;
}

/** Whoever ticks a source gets a name to begin with; whoever names one means it. */
export function said(naming: Naming, source: string, change: Partial<Named>, proposal: string): Naming {
  const before = namedAs(naming, source);
  const after = { ...before, ...change };
  if (change.isTicked === true && after.name === '')
    return new Map(naming).set(source, { ...after, name: proposal });
  if (change.name !== undefined)
    return new Map(naming).set(source, { ...after, isTicked: change.name.trim() !== '' });
  return new Map(naming).set(source, after);
}

/** Everything that was seen so far, by what tells it from the others; each as it is now. */
export function withNewest<Item>(
  kept: ReadonlyMap<string, Item>,
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, Item> {
  return new Map([...kept, ...items.map((item) => [keyOf(item), item] as const)]);
}

/** Those that were ticked and have a name. */
export function tickedOf<Item>(naming: Naming, all: ReadonlyMap<string, Item>): readonly Item[] {
  return [...all].flatMap(([key, item]) => {
    const { isTicked, name } = namedAs(naming, key);
    return isTicked && name.trim() !== '' ? [item] : [];
  });
}

/** A sensor that there is by exactly that name, else a new one. */
export function meantBy({ name, room }: Named, { sensors }: Places): MeantSensor {
  const known = sensors.filter((sensor) => sensor.name === name.trim());
  const [only] = known;
  return known.length === 1 && only !== undefined
    ? { id: only.id }
    : { name: name.trim(), room: room.trim() || null };
}

/** `living_room` is "Living room". */
export function proposedName(source: string): string {
  const words = (source.split('/').at(-1) ?? source).replaceAll(/[_-]+/g, ' ').trim();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`.slice(0, 80);
}
