import { likelyQuantity } from '@/contracts/likely-quantity';
import type { SampleField } from './sample-fields';
import type { ChosenReading } from './taught-draft';

/** As what a field is most likely measured; undefined where its name and value don't tell. */
export function likelyReading(field: SampleField, topic?: string): ChosenReading | undefined {
  const likely = likelyQuantity({ ...field, topic });
  if (likely === undefined) return undefined;
  const { quantity, unit, scale } = likely;
  return { field, quantity, unit, ...(scale !== undefined && { scale }) };
}

/** Those that hold a number and of which that can be told. */
export function likelyReadings(fields: readonly SampleField[], topic?: string): readonly ChosenReading[] {
  // Where a message is but one value, its topic says what that is.
  const told = fields.length === 1 ? topic : undefined;
  return fields.flatMap((field) => (field.isNumeric ? (likelyReading(field, told) ?? []) : []));
}
