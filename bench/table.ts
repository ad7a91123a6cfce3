import type { BenchRow } from './bench-row';

const HEAD = ['', 'value', 'limit', 'ratio', ''] as const;

/** The rows as a person reads them: names to the left, figures to the right. */
export function table(rows: readonly BenchRow[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells(row: BenchRow): readonly string[] {
  const { name, value, unit, limit, ratio, ok } = row;
  return [
    name,
    `${figure(value)} ${unit}`,
    `${figure(limit)} ${unit}`,
    ratio.toFixed(2),
    ok ? 'ok' : 'MISSED',
  ];
}

function figure(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
  return Number(value.toPrecision(3)).toString();
}
