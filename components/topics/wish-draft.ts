import { BadConfigValue, configText, readConfigText } from '@/contracts/config-value';
import type { ConfigFact } from '@/contracts/topic-page';
import type { OnDrift, TopicWish } from '@/contracts/topic-wish';

/** A wish while it is being typed. */
export interface WishDraft {
  readonly partitions: string;
  readonly replication: string;
  /** What was typed, by setting; one that isn't here is the cluster's default. */
  readonly typed: Readonly<Record<string, string>>;
  readonly comment: string;
  readonly owner: string;
  readonly isProtected: boolean;
  readonly onDrift: OnDrift;
}

type Types = Pick<ConfigFact, 'name' | 'type'>;

export function draftOf(wish: TopicWish, settings: readonly Types[]): WishDraft {
  const typed = Object.entries(wish.configs).map(([name, value]) => [
    name,
    configText(name, typeOf(name, settings), value),
  ]);
  const { comment, owner, isProtected, onDrift } = wish;
  return {
    partitions: String(wish.partitions),
    replication: String(wish.replication),
    typed: Object.fromEntries(typed),
    ...{ comment, owner, isProtected, onDrift },
  };
}

function typeOf(name: string, settings: readonly Types[]): string {
  return settings.find((setting) => setting.name === name)?.type ?? 'string';
}

/** The wish that was typed, or what is wrong with it, by field. */
export function wishOf(
  draft: WishDraft,
  settings: readonly Types[],
): { readonly wish?: TopicWish; readonly problems: Readonly<Record<string, string>> } {
  const problems: Record<string, string> = {};
  const read = <Value>(field: string, value: () => Value): Value | undefined => {
    try {
      return value();
    } catch (error) {
      if (!(error instanceof BadConfigValue)) throw error;
      problems[field] = error.message;
      return undefined;
    }
  };
  const partitions = read('partitions', () => countOf(draft.partitions));
  const replication = read('replication', () => countOf(draft.replication));
  const configs: Record<string, string> = {};
  for (const [name, text] of Object.entries(draft.typed)) {
    const value = read(name, () => readConfigText(name, typeOf(name, settings), text));
    if (value !== undefined) configs[name] = value;
  }
  if (partitions === undefined || replication === undefined || Object.keys(problems).length > 0)
    return { problems };
  const { comment, owner, isProtected, onDrift } = draft;
  return { wish: { partitions, replication, configs, comment, owner, isProtected, onDrift }, problems };
}

function countOf(text: string): number {
  return Number(readConfigText('count', 'int', text));
}

/** Whether two wishes are the same, whatever order their settings have. */
export function isSameWish(one: TopicWish, other: TopicWish): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

function canonical({ partitions, replication, configs, comment, owner, isProtected, onDrift }: TopicWish) {
  const sorted = Object.entries(configs).sort(([first], [second]) => (first < second ? -1 : 1));
  return [partitions, replication, sorted, comment, owner, isProtected, onDrift];
}
