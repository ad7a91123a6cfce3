import { FAMILIES } from './families/families';
import type { Family } from './families/family';

const KEPT_TOPICS = 20_000;

/** What a topic's levels alone tell. */
export interface AskedFamilies {
  readonly levels: readonly string[];
  /** Whose topics can look like that, in the order in which they are asked. */
  readonly asked: readonly Family[];
  /** Those that learn from it also where a mapping reads it. */
  readonly teaching: readonly Family[];
}

const byTopic = new Map<string, AskedFamilies>();

/** Found out once for each of the newest topics: a house has few, and says much on each. */
export function askedFamilies(topic: string): AskedFamilies {
  const known = byTopic.get(topic);
  if (known !== undefined) return known;
  const levels = topic.split('/');
  const asked = FAMILIES.filter((family) => family.topics(levels));
  const found = { levels, asked, teaching: asked.filter((family) => family.teaches(levels)) };
  if (byTopic.size >= KEPT_TOPICS) byTopic.delete(byTopic.keys().next().value ?? topic);
  byTopic.set(topic, found);
  return found;
}
