const LONGEST = 60;

/** A sent text as a sentence may quote it. */
export function shown(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
