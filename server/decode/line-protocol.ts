/** A line of InfluxDB's line protocol, its escapes taken away. */
export interface ProtocolLine {
  /** The measurement and its tags, sorted by their keys: `environment,host=pi,room=kitchen`. */
  readonly series: string;
  /** What a field says, as it was written; texts in quotes keep them. */
  readonly fields: ReadonlyMap<string, string>;
  readonly timestamp: string | undefined;
}

const MOST_LINES = 1000;
const MOST_FIELDS = 256;
/** What may stand for itself after a backslash. */
const ESCAPED = new Set([',', '=', ' ', '"', '\\']);

/** The lines that can be read; a bad one takes nothing from the others. */
export function protocolLines(text: string): readonly ProtocolLine[] {
  return pieces(text, '\n', MOST_LINES).flatMap((line) => {
    const trimmed = line.trim();
    return trimmed === '' || trimmed.startsWith('#') ? [] : (lineIn(trimmed) ?? []);
  });
}

function lineIn(line: string): ProtocolLine | undefined {
  const [series = '', fields = '', timestamp, more] = pieces(line, ' ', MOST_FIELDS).filter(
    (piece) => piece !== '',
  );
  const read = new Map<string, string>();
  for (const field of pieces(fields, ',', MOST_FIELDS)) {
    const [name = '', value = '', rest] = pieces(field, '=', MOST_FIELDS);
    if (name === '' || value === '' || rest !== undefined) return undefined;
    read.set(plain(name), value);
  }
  if (more !== undefined || (timestamp !== undefined && !/^-?\d{1,19}$/.test(timestamp))) return undefined;
  return { series: seriesIn(series), fields: read, timestamp };
}

function seriesIn(text: string): string {
  const [measurement = '', ...tags] = pieces(text, ',', MOST_FIELDS).map(plain);
  return [measurement, ...tags.sort()].join(',');
}

/** What stands between separators that are neither escaped nor in quotes. */
function pieces(text: string, separator: string, most: number): string[] {
  const found: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length && found.length < most; at += 1) {
    const letter = text[at];
    if (letter === '\\') at += 1;
    else if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) {
      found.push(text.slice(start, at));
      start = at + 1;
    }
  }
  if (found.length < most) found.push(text.slice(start));
  return found;
}

function plain(text: string): string {
  return text.replace(/\\(.)/gs, (whole, letter: string) => (ESCAPED.has(letter) ? letter : whole));
}
