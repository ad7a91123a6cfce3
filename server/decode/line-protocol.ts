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

/** The first thousand lines, without those that can't be read; a bad one takes nothing from the others. */
export function protocolLines(text: string): readonly ProtocolLine[] {
  const found: ProtocolLine[] = [];
  const lines = { text, hasPairs: true };
  let start = 0;
  for (let count = 0; start < text.length && count < MOST_LINES; count += 1) {
    const [line, end] = lineAt(lines, start);
    const read = lineIn(line);
    if (read !== undefined) found.push(read);
    // A quote without its other half belongs to the line that it stands on.
    start = read === undefined ? endOfLine(text, start) + 1 : end + 1;
  }
  return found;
}

/** Where a line that begins at `start` ends: a text in quotes may hold line breaks. */
function lineAt(
  lines: { readonly text: string; hasPairs: boolean },
  start: number,
): readonly [line: string, end: number] {
  const { text } = lines;
  const end = endOfLine(text, start);
  const first = text.slice(start, end).trim();
  if (first === '' || first.startsWith('#') || !first.includes('"')) return [first, end];
  let quoted = false;
  let at = start + indexOfFields(text.slice(start, end));
  for (; at < text.length && lines.hasPairs; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') quoted = !quoted;
    else if (text[at] === '\n' && !quoted) return [text.slice(start, at).trim(), at];
  }
  if (!quoted) return [text.slice(start, lines.hasPairs ? undefined : end).trim(), lines.hasPairs ? at : end];
  // From here on no quote has another half: nobody need look again.
  lines.hasPairs = false;
  return [first, end];
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

/** Where the fields of a line begin; its end where it has none. A quote before them is a letter like any other. */
function indexOfFields(line: string): number {
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === ' ') return at + 1;
  }
  return line.length;
}

function lineIn(line: string): ProtocolLine | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  const fieldsAt = indexOfFields(line);
  const [fields = '', timestamp, more] = pieces(line.slice(fieldsAt), ' ', MOST_FIELDS).filter(
    (piece) => piece !== '',
  );
  const read = fieldsIn(fields);
  const series = seriesIn(line.slice(0, fieldsAt - 1));
  if (
    series === undefined ||
    more !== undefined ||
    (timestamp !== undefined && !/^-?\d{1,19}$/.test(timestamp))
  )
    return undefined;
  return read && { series, fields: read, timestamp };
}

function fieldsIn(fields: string): ReadonlyMap<string, string> | undefined {
  const read = new Map<string, string>();
  for (const field of pieces(fields, ',', MOST_FIELDS)) {
    const [name = '', value = '', rest] = pieces(field, '=', MOST_FIELDS);
    if (name === '' || value === '' || rest !== undefined || !isWholeText(value)) return undefined;
    read.set(plain(name), value);
  }
  return read;
}

/** What begins with a quote ends with one, and has none between. */
function isWholeText(value: string): boolean {
  return !value.includes('"') || /^"(?:[^"\\]|\\.)*"$/s.test(value);
}

/** Undefined where the measurement or a tag has no name. */
function seriesIn(text: string): string | undefined {
  const [measurement = '', ...tags] = pieces(text, ',', MOST_FIELDS, { quotes: false });
  if (measurement === '' || tags.some((tag) => tag === '' || tag.startsWith('='))) return undefined;
  return [plain(measurement), ...tags.map(plain).sort()].join(',');
}

/** What stands between separators that are neither escaped nor in quotes. */
function pieces(text: string, separator: string, most: number, { quotes = true } = {}): string[] {
  const found: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length && found.length < most; at += 1) {
    const letter = text[at];
    if (letter === '\\') at += 1;
    else if (letter === '"' && quotes) quoted = !quoted;
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
