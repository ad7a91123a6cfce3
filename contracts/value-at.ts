// Names that lead from data to the language's own machinery: no sensor's value lives there.
const FORBIDDEN = new Set(['__proto__', 'constructor']);
const INDEX = /^(?:0|[1-9]\d*)$/;

/** What stands at a JSON Pointer's tokens, by own properties alone; undefined where nothing does. */
export function valueAt(document: unknown, tokens: readonly string[]): unknown {
  let value = document;
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null || FORBIDDEN.has(token)) return undefined;
    if (Array.isArray(value) && !INDEX.test(token)) return undefined;
    if (!Object.hasOwn(value, token)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[token];
  }
  return value;
}
