import { likelyQuantity } from '@/contracts/likely-quantity';
import type { Leaf } from '@/contracts/mapping-preview';

/** A field of a message, and what it seems to be; undefined quantity: nobody can say. */
export interface Recognised {
  readonly leaf: Leaf;
  readonly quantity: string | undefined;
  readonly unit: string;
}

/** The numbers in a message, by what their fields are called. Of a message that is a number nothing can be said. */
export function recognise(leaves: readonly Leaf[]): readonly Recognised[] {
  return leaves
    .filter(({ isNumeric }) => isNumeric)
    .map((leaf) => {
      const likely = likelyQuantity({ path: leaf.pointer, text: leaf.text });
      const isPlain = likely !== undefined && likely.scale === undefined && likely.confidence !== 'low';
      return isPlain
        ? { leaf, quantity: likely.quantity, unit: likely.unit }
        : { leaf, quantity: undefined, unit: '' };
    });
}
