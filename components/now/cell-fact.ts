import type { Format } from '@/components/format/format';
import type { CellPast } from '@/contracts/house';

/** The one fact beside the age: what was used today, where it goes, or between what it was; undefined while nothing is known. */
export function cellFact(
  value: number,
  quantity: string,
  past: CellPast | undefined,
  format: Format,
): string | undefined {
  if (past === undefined) return undefined;
  const { kwhToday, hourAgo, lowest, highest } = past;
  if (kwhToday !== null) return format.withUnit(kwhToday, 'energy');
  if (quantity === 'temperature' && hourAgo !== null) {
    const change = format.change(value - hourAgo, format.plain(quantity));
    return change === '' ? 'steady' : `${change} in 1 h`;
  }
  if (lowest === null || highest === null) return undefined;
  const low = format.value(Math.min(lowest, value), quantity);
  const high = format.value(Math.max(highest, value), quantity);
  return low === high ? undefined : `${low}–${high} today`;
}
