import type { SpanView } from '@/components/charts/span-view';
import { shownIn, type UnitScale } from '@/components/format/unit-scale';
import { isIdentity } from '@/contracts/conversion';
import type { SeriesRef } from './series-name';

const SIGNIFICANT = 12;

/** What a chart shows, as a table for other programs: ISO times in UTC, a point in decimals, one row a column or reading. */
export function csvOf(view: SpanView, { quantity, channel }: SeriesRef, scale: UnitScale): string {
  const name = channel === null ? quantity : `${quantity} ${channel}`;
  const named = (what: string) => csvCell(withUnitName(`${name} ${what}`, scale.unit));
  const isReduced = view.bucketMs > 0;
  const head = isReduced
    ? ['time', named('mean'), named('lowest'), named('highest'), 'readings']
    : ['time', named('value')];
  const rows = view.rows
    .filter(([at, , , , count]) => count > 0 && at + view.bucketMs >= view.from && at <= view.to)
    .map(([at, mean, lowest, highest, count]) => {
      const time = new Date(at).toISOString();
      const [value, ...band] = [mean, lowest, highest].map((of) => csvNumber(of, scale));
      return isReduced ? [time, value, ...band, count] : [time, value];
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

/** In the unit that the page shows; the noise of the conversion is rounded away. */
export function csvNumber(canonical: number | null, scale: UnitScale | undefined): number | '' {
  if (canonical === null) return '';
  if (scale === undefined || isIdentity(scale.conversion)) return canonical;
  return Number(shownIn(canonical, scale).toPrecision(SIGNIFICANT));
}

export function withUnitName(name: string, unit: string | undefined): string {
  return unit ? `${name} (${unit})` : name;
}

/** A text that may hold what parts cells. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
