import type { LoginRights } from '@/contracts/device-login';
import { topicFilterProblem } from '@/contracts/topic-filter';

const PREFIX_CHARACTERS = 200;
const MOST_PREFIXES = 32;

/** Who is logged in. */
export interface Login extends LoginRights {
  readonly id: string;
}

/** A prefix that no login can be given: Hearth's own alone have it. */
export const EVERYWHERE = '#';

/** May it publish there? A prefix is a topic, and covers what lies below it. */
export function mayPublish({ prefixes }: LoginRights, topic: string): boolean {
  return prefixes.some((prefix) => isWithin(topic, prefix));
}

/** May it subscribe that? Only what lies below its own prefixes, or is covered by a filter that it was given. */
export function maySubscribe({ prefixes, reads }: LoginRights, filter: string): boolean {
  if (filter.startsWith('$')) return false;
  return prefixes.some((prefix) => isWithin(filter, prefix)) || reads.some((given) => covers(given, filter));
}

const SLASH = 47;

// Of every message: nothing is put together for it.
function isWithin(topic: string, prefix: string): boolean {
  if (prefix === EVERYWHERE) return true;
  if (!topic.startsWith(prefix)) return false;
  return topic.length === prefix.length || topic.charCodeAt(prefix.length) === SLASH;
}

/** Does every topic that `filter` matches match `given`, too? */
export function covers(given: string, filter: string): boolean {
  const [wide, narrow] = [given.split('/'), filter.split('/')];
  for (let level = 0; level < wide.length; level += 1) {
    const [outer, inner] = [wide[level], narrow[level]];
    if (outer === '#') return true;
    // `a/#` matches `a` as well.
    if (inner === undefined || inner === '#') return false;
    if (outer !== '+' && outer !== inner) return false;
  }
  return wide.length === narrow.length;
}

/** What is wrong with rights that somebody wants to give, in a sentence; undefined when nothing is. */
export function rightsProblem({ kind, prefixes, reads }: LoginRights): string | undefined {
  if (prefixes.length > MOST_PREFIXES || reads.length > MOST_PREFIXES)
    return `At most ${MOST_PREFIXES} prefixes, and as many filters.`;
  if (prefixes.length === 0 && kind !== 'program') return 'It needs a topic below which it publishes.';
  if (prefixes.length === 0 && reads.length === 0)
    return 'It needs a topic to publish to, or a filter to read.';
  for (const prefix of prefixes) {
    if (prefix === '' || prefix.length > PREFIX_CHARACTERS || /[+#\p{Cc}]|^\$|\/$|\/\//u.test(prefix))
      return `“${prefix}” is no topic to publish below: such as home/kitchen, without + and #.`;
  }
  for (const filter of reads) {
    if (topicFilterProblem(filter) !== undefined || /^\$|\p{Cc}/u.test(filter))
      return `“${filter}” is no filter to read: such as home/# or zigbee2mqtt/+.`;
  }
  if (kind !== 'program' && reads.includes('#')) return 'Only a program may read everything.';
  return undefined;
}
