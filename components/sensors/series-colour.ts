import { quantityOf } from '@/contracts/quantities';

/** The CSS colour of a quantity's marks. */
export function seriesColour(quantity: string): string {
  return `var(--series-${quantityOf(quantity)?.colour ?? 'rest'})`;
}
