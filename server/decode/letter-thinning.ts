/** Letters of one source in one second that are all written; beyond, one in a hundred. */
const WHOLE_PER_SECOND = 10;
const ONE_IN = 100;
const KEPT_SOURCES = 10_000;

interface Source {
  second: number;
  inSecond: number;
  /** Not written since the last letter that was. */
  unwritten: number;
}

/** A broken sensor that sends a thousand times a second must not drown the dead letters of all others. */
export interface LetterThinning {
  /** How many letters of the source this one stands for; undefined when it is not to be written. */
  standsFor(source: string, atMs: number): number | undefined;
}

export function createLetterThinning(): LetterThinning {
  const sources = new Map<string, Source>();
  return {
    standsFor: (name, atMs) => {
      const source = sources.get(name) ?? { second: 0, inSecond: 0, unwritten: 0 };
      // Moved to the end: the source that was silent longest is forgotten first.
      sources.delete(name);
      sources.set(name, source);
      if (sources.size > KEPT_SOURCES) sources.delete(sources.keys().next().value ?? name);
      return letter(source, Math.floor(atMs / 1000));
    },
  };
}

function letter(source: Source, second: number): number | undefined {
  if (source.second !== second) Object.assign(source, { second, inSecond: 0 });
  source.inSecond += 1;
  const written = source.inSecond <= WHOLE_PER_SECOND || source.inSecond % ONE_IN === 0;
  if (!written) {
    source.unwritten += 1;
    return undefined;
  }
  const standsFor = source.unwritten + 1;
  source.unwritten = 0;
  return standsFor;
}
