import { levelNames } from '@/contracts/topic-filter';

/** A level of the topic that has a name, and the texts that it has on the wire. */
export interface Capture {
  readonly name: string;
  readonly place: number;
  readonly texts: readonly string[];
}

/** The named levels of a filter, with what stands there in these topics, in the topics' order. */
export function capturesOf(filter: string, topics: readonly string[]): readonly Capture[] {
  return levelNames(filter).flatMap((name, place) => {
    if (name === undefined) return [];
    const texts = topics.map((topic) => topic.split('/')[place] ?? '').filter((text) => text !== '');
    return [{ name, place, texts: [...new Set(texts)] }];
  });
}

/** What tells a topic from others of the filter: the texts of its named levels or, without any, the topic. */
export function topicLabel(filter: string, topic: string): string {
  const levels = topic.split('/');
  const texts = levelNames(filter).flatMap((name, place) =>
    name === undefined ? [] : (levels[place] ?? []),
  );
  return texts.length === 0 ? topic : texts.join(', ');
}

export interface FilterPart {
  /** How many characters stand before it. */
  readonly at: number;
  readonly text: string;
  readonly isName: boolean;
}

/** Parts of a filter: its text, and the named levels in it. */
export function filterParts(filter: string): readonly FilterPart[] {
  const parts: FilterPart[] = [];
  for (const text of filter.split(/(\{[^/{}]*\})/)) {
    const last = parts.at(-1);
    const at = last === undefined ? 0 : last.at + last.text.length;
    if (text !== '') parts.push({ at, text, isName: /^\{[^/{}]+\}$/.test(text) });
  }
  return parts;
}
