import { type Likely, likelyQuantity } from '@/contracts/likely-quantity';
import type { MappingSample } from '@/contracts/mapping-preview';
import type { Draft } from './draft';
import { readingAt } from './draft-changes';
import { placesOf, type SamplePlace } from './sample-places';
import type { Typed } from './typed-fields';

/** A value of a message that the draft doesn't read, and what it seems to be. */
export interface UnusedValue {
  readonly id: string;
  readonly place: Typed;
  readonly likely: Likely;
}

/** Those of which something can be said, in the message's order. */
export function unusedValues(draft: Draft, sample: MappingSample): readonly UnusedValue[] {
  return placesOf(sample, draft).flatMap((at) => {
    const { id, place } = at;
    if (place === undefined || readingAt(draft, place) !== undefined) return [];
    const likely = likelyAt(at, sample.topic);
    return likely === undefined ? [] : [{ id, place, likely }];
  });
}

/** What a value seems to be. */
export function likelyAt({ place, name, text }: SamplePlace, topic: string): Likely | undefined {
  return text === undefined ? undefined : likelyQuantity({ path: place?.path ?? name, text, topic });
}
