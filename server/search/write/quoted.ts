/** What JSON writes as it is, all of it ASCII. */
const PLAIN = /^[\w:.@/ -]*$/;
const BEYOND_ASCII = /[\u0080-\uffff]/g;
/** Names of quantities, channels and units, written: there are few, and each comes again and again. */
const MOST_KEPT = 2_000;
const kept = new Map<string, string>();

/** A text as JSON, in ASCII alone: as long in bytes as in characters, and written without a look at each. */
export function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return JSON.stringify(text).replaceAll(
    BEYOND_ASCII,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same for what comes often. */
export function quotedName(name: string): string {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const made = quoted(name);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(name, made);
  return made;
}
