import {
  Binary,
  Braces,
  CloudFog,
  DoorOpen,
  FileQuestionMark,
  Hash,
  ListTree,
  type LucideIcon,
  PlugZap,
  Radio,
  Sun,
  Table2,
  Thermometer,
  Type,
} from 'lucide-react';
import { roughText } from '@/components/format/duration';
import type { Format } from '@/components/format/format';
import { familyWords } from '@/components/sensors/family-words';
import type { DeviceLook, InboxGroup, ShapeGroup, ShapeKind, Waiting } from '@/contracts/inbox';

const LOOKS: Readonly<Record<DeviceLook, readonly [words: string, icon: LucideIcon]>> = {
  meter: ['plug or meter', PlugZap],
  climate: ['climate', Thermometer],
  air: ['air quality', CloudFog],
  contact: ['contact', DoorOpen],
  light: ['light', Sun],
  device: ['device', Radio],
};

const KINDS: Readonly<Record<ShapeKind, LucideIcon>> = {
  json: Braces,
  number: Hash,
  kv: ListTree,
  csv: Table2,
  text: Type,
  binary: Binary,
  empty: FileQuestionMark,
  large: FileQuestionMark,
};

export function groupIcon(group: InboxGroup): LucideIcon {
  if (group.type === 'shape') return KINDS[group.kind];
  return group.isAnnounced ? ListTree : LOOKS[group.look][1];
}

export function groupTitle(group: InboxGroup): string {
  if (group.type === 'shape') return shapeTitle(group);
  const family = familyWords(group.family);
  const through = group.gateway === null || group.gateway === group.family ? '' : ` through ${group.gateway}`;
  return group.isAnnounced ? `${family}${through}, announced` : `${family} ${LOOKS[group.look][0]}${through}`;
}

/** What is counted in a group. */
export function groupSize(group: InboxGroup, { number }: Pick<Format, 'number'>): string {
  const whole = number(sourcesIn(group), 0);
  if (group.type === 'shape') return group.sources === 1 ? '1 topic' : `${whole} topics`;
  return group.devices === 1 ? '1 device' : `${whole} devices`;
}

const DAY_MS = 86_400_000;

/** How often one source sends. */
export function rateText({ everyMs, count }: Waiting, sources: number): string {
  if (everyMs === null) return count <= sources ? 'once' : 'now and then';
  if (everyMs > DAY_MS) return 'rarely';
  return everyMs < 1_000 ? 'several a second' : `every ${roughText(everyMs)}`;
}

export function sourcesIn(group: InboxGroup): number {
  return group.type === 'shape' ? group.sources : group.devices;
}

function shapeTitle({ kind, fields }: ShapeGroup): string {
  switch (kind) {
    case 'json':
      return fields.length === 1 ? 'JSON, 1 field' : `JSON, ${fields.length} fields`;
    case 'number':
      return 'Plain number';
    case 'kv':
      return fields.length === 1 ? 'Text, 1 pair' : `Text, ${fields.length} pairs`;
    case 'csv':
      return `Text, ${fields.find((field) => /^\d+$/.test(field)) ?? 'several'} columns`;
    case 'text':
      return 'Text';
    case 'binary':
      return fields[0] === '1' ? 'Binary, 1 byte' : `Binary, ${fields[0] ?? 'some'} bytes`;
    case 'empty':
      return 'Empty messages';
    case 'large':
      return 'Long messages';
  }
}
