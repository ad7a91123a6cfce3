const MOST_ROWS = 1_000;
const MOST_COLUMNS = 1_000;

/** The rows of a text of columns, empty ones left out. A column in quotes may hold the separator, line ends and doubled quotes. */
export function csvRows(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length && rows.length < MOST_ROWS) {
    const row: string[] = [];
    at = readRow(text, at, separator, row);
    if (row.length > 1 || row[0]?.trim()) rows.push(row);
  }
  return rows;
}

/** Fills a row; answers where the next begins. */
function readRow(text: string, start: number, separator: string, row: string[]): number {
  let at = start;
  for (;;) {
    const column = text[at] === '"' ? quoted(text, at) : { value: undefined, end: at };
    const end = columnEnd(text, column.end, separator);
    if (row.length < MOST_COLUMNS) row.push(column.value ?? text.slice(at, end));
    if (!text.startsWith(separator, end)) return lineEnd(text, end);
    at = end + separator.length;
  }
}

/** A quote that is never closed is a letter like any other. */
function quoted(text: string, start: number): { readonly value: string | undefined; readonly end: number } {
  let from = start + 1;
  for (;;) {
    const close = text.indexOf('"', from);
    if (close < 0) return { value: undefined, end: start };
    if (text[close + 1] !== '"')
      return { value: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 };
    from = close + 2;
  }
}

function columnEnd(text: string, start: number, separator: string): number {
  let at = start;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r' && !text.startsWith(separator, at))
    at += 1;
  return at;
}

function lineEnd(text: string, at: number): number {
  return text.startsWith('\r\n', at) ? at + 2 : at + 1;
}
