const MOST_NAMES = 5000;
const LONGEST_NAME = 60;

/** What a name or a unit means, worked out once. They come from the network: only so many are remembered, and none too long to be one. */
export function remembering<Meaning>(
  meaningOf: (name: string) => Meaning | undefined,
): (name: string) => Meaning | undefined {
  const remembered = new Map<string, Meaning | undefined>();
  return (name) => {
    const known = remembered.get(name);
    // Most of a house's names say nothing to measure.
    if (known !== undefined || remembered.has(name)) return known;
    const meaning = meaningOf(name);
    if (remembered.size < MOST_NAMES && name.length <= LONGEST_NAME) remembered.set(name, meaning);
    return meaning;
  };
}
