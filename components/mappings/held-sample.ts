import type { MappingSample } from '@/contracts/mapping-preview';
import type { RawPlace } from '@/contracts/mapping-saving';
import { mqttFilterOf, overlap } from '@/contracts/topic-filter';

/** Messages to step through, newest first, and the one that is looked at. */
export interface Looking {
  readonly messages: readonly MappingSample[];
  /** Of the one that is looked at; 0 where there is none. */
  readonly place: number;
}

/**
 * The newest is looked at until somebody holds one: that stays while newer ones push it out of the sample, without what comes of
 * it, for that is told of the sample alone. A filter that doesn't claim it any more lets it go.
 */
export function lookingAt(
  filter: string,
  samples: readonly MappingSample[],
  held: MappingSample | undefined,
): Looking {
  if (held === undefined || !overlap(mqttFilterOf(filter), held.topic))
    return { messages: samples, place: 0 };
  const place = samples.findIndex((sample) => placeKey(sample) === placeKey(held));
  if (place >= 0) return { messages: samples, place };
  const later = samples.filter(({ at }) => at >= held.at);
  const earlier = samples.filter(({ at }) => at < held.at);
  const kept = { ...held, now: null, was: null };
  return { messages: [...later, kept, ...earlier], place: later.length };
}

/** The messages of the wire, and in its place the one that the mapping was made on. */
export function withKept(
  samples: readonly MappingSample[],
  kept: MappingSample | null,
): readonly MappingSample[] {
  if (kept === null || samples.some((sample) => placeKey(sample) === placeKey(kept))) return samples;
  return [...samples.filter(({ at }) => at > kept.at), kept, ...samples.filter(({ at }) => at <= kept.at)];
}

/** Of two messages at one place it is the same. */
export function placeKey({ partition, offset }: RawPlace): string {
  return `${partition}/${offset}`;
}
