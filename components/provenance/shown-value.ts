import type { Format } from '@/components/format/format';
import { shownIn } from '@/components/format/unit-scale';
import type { Provenance } from '@/contracts/provenance';

/** A value in the reader's units, apart from its unit; a word where it is one. */
export function shownValue(
  value: number,
  { quantity, unit }: Provenance['series'],
  format: Format,
): { readonly text: string; readonly unit: string } {
  const word = format.word(value, quantity);
  if (word !== undefined) return { text: word, unit: '' };
  const scale = format.scale(value, quantity, unit);
  return { text: format.number(shownIn(value, scale), scale.decimals), unit: scale.unit };
}
