import { likelyQuantity } from '@/contracts/likely-quantity';
import type { SampleField } from './sample-fields';
import type { ChosenReading } from './taught-draft';

/** As what a field is most likely measured; undefined where its name and value don't tell. */
export function likelyReading(field: SampleField): ChosenReading | undefined {
  const likely = likelyQuantity(field);
  if (likely === undefined) return undefined;
  const { quantity, unit, scale } = likely;
  return { field, quantity, unit, ...(scale !== undefined && { scale }) };
}

/** Those that hold a number and of which that can be told. */
export function likelyReadings(fields: readonly SampleField[]): readonly ChosenReading[] {
  return fields.flatMap((field) => (field.isNumeric ? (likelyReading(field) ?? []) : []));
}
