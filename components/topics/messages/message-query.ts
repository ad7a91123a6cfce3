import { toPointer } from '@/contracts/json-pointer';
import type { MessageFilter, MessageFrom } from '@/contracts/topic-messages';
import { zonedTime } from '@/contracts/zoned-time';

export const FROM_KINDS = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'moment', label: 'From a moment' },
  { value: 'offset', label: 'From an offset' },
] as const;
export type FromKind = (typeof FROM_KINDS)[number]['value'];

/** What is looked for, as it was typed; it stands in the address. */
export interface MessageQuery {
  readonly from: FromKind;
  /** Empty: all. */
  readonly partition: string;
  readonly offset: string;
  /** As a clock of the home shows it. */
  readonly moment: string;
  readonly text: string;
  readonly key: string;
  readonly header: string;
  readonly pointer: string;
}

const FIELDS = ['from', 'partition', 'offset', 'moment', 'text', 'key', 'header', 'pointer'] as const;
const NOTHING: MessageQuery = {
  ...{ from: 'newest', partition: '', offset: '', moment: '' },
  ...{ text: '', key: '', header: '', pointer: '' },
};

/** What an address asks for; an offset in a partition alone is a link to that message. */
export function queryOf(params: URLSearchParams): MessageQuery {
  const given = Object.fromEntries(
    FIELDS.flatMap((name) => (params.has(name) ? [[name, params.get(name) ?? '']] : [])),
  );
  const kind = FROM_KINDS.find(({ value }) => value === given.from)?.value;
  return { ...NOTHING, ...given, from: kind ?? (params.has('offset') ? 'offset' : 'newest') };
}

/** The address that asks for it. */
export function paramsOf(query: MessageQuery): string {
  const params = new URLSearchParams();
  for (const name of FIELDS) if (query[name] !== NOTHING[name]) params.set(name, query[name]);
  return params.toString();
}

/** Where to begin; undefined until it is written in full. */
export function fromOf({ from, offset, moment }: MessageQuery, timeZone: string): MessageFrom | undefined {
  if (from === 'newest' || from === 'oldest') return { mode: from };
  if (from === 'offset')
    return /^\d{1,15}$/.test(offset) ? { mode: 'offset', offset: Number(offset) } : undefined;
  const wallMs = Date.parse(`${moment}Z`);
  return Number.isNaN(wallMs)
    ? undefined
    : { mode: 'moment', moment: Math.max(0, zonedTime(wallMs, timeZone, Date.now())) };
}

export function filterOf({ text, key, header, pointer }: MessageQuery): MessageFilter {
  return { text, key, header, pointer };
}

/** Why a filter means nothing, in a sentence; undefined while it does. */
export function filterProblem({ pointer }: MessageQuery): string | undefined {
  const [path = ''] = pointer.split('=');
  if (pointer === '' || (path.trim() !== '' && toPointer(path.trim()) !== undefined)) return undefined;
  return `“${path}” is no JSON Pointer; one is written as /a/b or a.b.`;
}

export function partitionOf({ partition }: MessageQuery): number | undefined {
  return /^\d{1,6}$/.test(partition) ? Number(partition) : undefined;
}
