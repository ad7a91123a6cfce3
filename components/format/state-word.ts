const WORDS: Readonly<Record<string, readonly [zero: string, one: string]>> = {
  contact: ['open', 'closed'],
  occupancy: ['empty', 'someone'],
};

/** What is one of two states is told by its word; undefined for what is a number. */
export function stateWord(value: number, quantity: string): string | undefined {
  const words = WORDS[quantity];
  return value === 0 || value === 1 ? words?.[value] : undefined;
}
