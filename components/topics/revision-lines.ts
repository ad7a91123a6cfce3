import { configValueText } from '@/contracts/config-value';
import type { TopicWish } from '@/contracts/topic-wish';

export interface RevisionLine {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

const FIELDS = ['partitions', 'replication', 'comment', 'owner', 'isProtected', 'onDrift'] as const;
const NAMES: Readonly<Record<string, string>> = {
  isProtected: 'protected',
  onDrift: 'when changed elsewhere',
  replication: 'copies',
};

/** In what two wishes differ; against none, what the first one says. */
export function differingLines(from: TopicWish | undefined, to: TopicWish): readonly RevisionLine[] {
  const settings = [...new Set([...Object.keys(from?.configs ?? {}), ...Object.keys(to.configs)])].sort();
  const fields = FIELDS.map(
    (field) => [NAMES[field] ?? field, textOf(from?.[field]), textOf(to[field])] as const,
  );
  const configs = settings.map(
    (name) => [name, settingText(name, from?.configs[name]), settingText(name, to.configs[name])] as const,
  );
  return [...fields, ...configs]
    .filter(([, before, after]) => before !== after)
    .map(([field, before, after]) => ({ field, from: before, to: after }));
}

function settingText(name: string, value: string | undefined): string {
  return value === undefined ? 'default' : configValueText(name, value);
}

function textOf(value: string | number | boolean | undefined): string {
  if (value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}
