import type { LinkView } from '@/components/live/link-view';

/** How the link is, in two words; `glows` while readings flow. */
export function linkWords({ state, status }: Pick<LinkView, 'state' | 'status'>): {
  readonly glows: boolean;
  readonly words: string;
} {
  if (state.kind === 'connecting') return { glows: false, words: 'Connecting' };
  if (state.kind === 'lost') return { glows: false, words: 'No link' };
  if (status?.kafka === 'down') return { glows: false, words: 'Kafka is away' };
  if (status?.kafka === 'lagging') return { glows: true, words: 'Catching up' };
  return { glows: true, words: 'Live' };
}
