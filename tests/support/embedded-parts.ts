import { pino } from 'pino';
import type { Child } from '@/server/embedded/child';
import type { Surroundings } from '@/server/embedded/supervise';

/** What an embedded part is started in, with a book of what became of it. */
export interface WatchedSurroundings extends Surroundings {
  /** Every process of the part so far. */
  readonly children: readonly Child[];
  /** Why the part is gone for good; waits until it is. */
  readonly gone: Promise<string>;
}

export function watchedSurroundings(): WatchedSurroundings {
  const children: Child[] = [];
  let onGone: (reason: string) => void = () => undefined;
  const gone = new Promise<string>((resolve) => {
    onGone = resolve;
  });
  return {
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
    children,
    gone,
    onChild: (_name, child) => children.push(child),
    onGone,
  };
}
