import type { PastPreview } from '@/contracts/inbox';

/** What one message is, and what several are, that come to nothing. */
const REASONS: Readonly<Record<string, readonly [one: string, several: string]>> = {
  BAD_JSON: ['is no JSON', 'are no JSON'],
  BAD_NUMBER: ['is no number', 'are no number'],
  NO_VALUE: ['holds no number there', 'hold no number there'],
  UNCLAIMED: ['is of another shape', 'are of another shape'],
  NOT_UTF8: ['is no text', 'are no text'],
};

/** What was looked at for a preview of the past, and what of it comes to nothing. */
export function pastWords(preview: PastPreview | undefined, whole: (count: number) => string): string {
  if (preview === undefined) return 'Looking at its past…';
  const { looked, isWhole, unreadable, isBeginGone } = preview;
  const read = looked === 1 ? '1 message was read' : `${whole(looked)} messages were read`;
  const extent = isWhole
    ? `${read} for this.`
    : `${read} for this, out of all the time; teaching reads them all.`;
  const bad = unreadable.map(({ code, count }) => ` ${whole(count)} ${reasonOf(code, count)}.`);
  return `${extent}${bad.join('')}${isBeginGone ? ' The raw log has removed the first of them.' : ''}`;
}

function reasonOf(code: string, count: number): string {
  const [one, several] = REASONS[code] ?? [`can’t be read (${code})`, `can’t be read (${code})`];
  return count === 1 ? one : several;
}
