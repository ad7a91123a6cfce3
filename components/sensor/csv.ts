import type { SpanView } from '@/components/charts/span-view';
import type { SeriesRef } from './series-name';

/** What a chart shows, as a table for other programs: ISO times in UTC, a point in decimals, one row a column or reading. */
export function csvOf(view: SpanView, { quantity, channel }: SeriesRef, unit: string): string {
  const name = channel === null ? quantity : `${quantity} ${channel}`;
  const named = (what: string) => csvCell(`${name} ${what} (${unit})`.replace(' ()', ''));
  const isReduced = view.bucketMs > 0;
  const head = isReduced
    ? ['time', named('mean'), named('lowest'), named('highest'), 'readings']
    : ['time', named('value')];
  const rows = view.rows
    .filter(([at, , , , count]) => count > 0 && at + view.bucketMs >= view.from && at <= view.to)
    .map(([at, mean, lowest, highest, count]) => {
      const time = new Date(at).toISOString();
      return isReduced ? [time, mean, lowest, highest, count] : [time, mean];
    });
  return [head, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** Hands a file to the person. */
export function saveCsv(csv: string, name: string): void {
  const address = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name.replace(/[^\p{L}\p{N} ,.-]+/gu, '').trim() || 'readings'}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}

/** A text that may hold what parts cells. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
