const CLOSED: ReadonlyMap<string, 0 | 1> = new Map([
  ['open', 0],
  ['opened', 0],
  ['close', 1],
  ['closed', 1],
]);

/** What a word says of a door or window, in any case of its letters: 1 is closed, 0 is open (C5); undefined for anything else. */
export function contactIn(word: unknown): 0 | 1 | undefined {
  return typeof word === 'string' ? CLOSED.get(word.toLowerCase()) : undefined;
}
