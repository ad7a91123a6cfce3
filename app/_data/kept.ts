/** Answers that are good for a while, by name. */
export interface Kept<Answer> {
  /** The answer that is kept, or a new one; who asks while one is being read gets that one. */
  get(name: string, read: () => Promise<Answer>): Promise<Answer>;
  /** None is good any longer, also one that is being read. */
  forget(): void;
}

/** `forMs`: how long an answer is good; `most`: how many are kept. */
export function createKept<Answer>(
  forMs: number,
  most: number,
  clock = () => performance.now(),
): Kept<Answer> {
  const answers = new Map<string, { readonly at: number; readonly answer: Promise<Answer> }>();
  return {
    get: (name, read) => {
      const known = answers.get(name);
      if (known !== undefined && clock() - known.at < forMs) return known.answer;
      const made = { at: clock(), answer: read() };
      answers.delete(name);
      answers.set(name, made);
      if (answers.size > most) answers.delete(answers.keys().next().value ?? name);
      made.answer.catch(() => {
        if (answers.get(name) === made) answers.delete(name);
      });
      return made.answer;
    },
    forget: () => answers.clear(),
  };
}
