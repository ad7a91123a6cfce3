const MOST_ROWS = 1_000;
const MOST_COLUMNS = 1_000;

/** The rows of a text of columns, empty ones left out. A column in quotes may hold the separator, line ends and doubled quotes. */
export function csvRows(text: string, separator: string): readonly (readonly string[])[] {
  return rowsIn(text, separator, (column) => column);
}

/** Where the columns of these rows stand, without the quotes around them. */
export function csvPlaces(
  text: string,
  separator: string,
): readonly (readonly { readonly start: number; readonly end: number }[])[] {
  return rowsIn(text, separator, (_, start, end) => ({ start, end }));
}

type ColumnAt<Column> = (text: string, start: number, end: number) => Column;

function rowsIn<Column>(text: string, separator: string, columnAt: ColumnAt<Column>): Column[][] {
  const rows: Column[][] = [];
  let at = 0;
  while (at < text.length && rows.length < MOST_ROWS) {
    const row: Column[] = [];
    let isEmpty = true;
    at = readRow(text, at, separator, (column, start, end) => {
      isEmpty &&= row.length === 0 && column.trim() === '';
      if (row.length < MOST_COLUMNS) row.push(columnAt(column, start, end));
    });
    if (!isEmpty) rows.push(row);
  }
  return rows;
}

/** Takes the columns of a row; answers where the next begins. */
function readRow(text: string, start: number, separator: string, take: ColumnAt<void>): number {
  let at = start;
  for (;;) {
    const quote = quoteAt(text, at, separator);
    const column = quote === undefined ? { value: undefined, end: at } : quoted(text, quote);
    const end = columnEnd(text, column.value === undefined ? at : column.end, separator);
    if (quote === undefined || column.value === undefined) take(text.slice(at, end), at, end);
    else take(column.value, quote + 1, column.end - 1);
    if (!text.startsWith(separator, end)) return lineEnd(text, end);
    at = end + separator.length;
  }
}

/** Where a column's quote begins: blanks may stand before it, unless they are what separates. */
function quoteAt(text: string, start: number, separator: string): number | undefined {
  let at = start;
  while (text[at] === ' ' && !text.startsWith(separator, at)) at += 1;
  return text[at] === '"' ? at : undefined;
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
