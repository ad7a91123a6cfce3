const LETTERS: ReadonlyMap<string, string> = new Map(
  ['A', 'B', 'C'].flatMap((letter, index) =>
    [letter.toLowerCase(), `${index + 1}`, `l${index + 1}`].map((name) => [name, letter] as const),
  ),
);

/** The channel of a phase that is called `b`, `2` or `L2` (C10); undefined where that is none. */
export function phaseLetter(name: string): string | undefined {
  return LETTERS.get(name.toLowerCase());
}
