import type { Format } from '@/components/format/format';
import type { HousePoint } from '@/contracts/house';

/** The picture of the whole house as a sentence. */
export function houseInWords(
  rows: readonly HousePoint[],
  gaps: readonly unknown[],
  title: string,
  format: Format,
): string {
  const known = rows.flatMap(([at, load]) => (load === null ? [] : [{ at, load }]));
  const newest = known.at(-1);
  if (newest === undefined) return `Power of the whole house, ${title.toLowerCase()}: no reading.`;
  const peak = known.reduce((most, one) => (one.load > most.load ? one : most), newest);
  const missing = gaps.length === 0 ? 'no gaps' : gaps.length === 1 ? 'one gap' : `${gaps.length} gaps`;
  const highest = `${format.withUnit(peak.load, 'power')} at ${format.time(peak.at, 'weekdayMinute')}`;
  return `Power of the whole house, ${title.toLowerCase()}: now ${format.withUnit(newest.load, 'power')}, highest ${highest}, ${missing}.`;
}
