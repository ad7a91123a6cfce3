'use client';

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Cursor, Scope } from '@/contracts/socket-events';
import { type LinkView, VIEW_AT_START } from './link-view';
import type { LiveLink } from './live-link';
import { pageLink } from './page-link';
import type { WatchListener } from './subscription';
import { onTick } from './ticker';
import { scopeKey } from './watch-plan';

const LinkContext = createContext<LiveLink | undefined>(undefined);

/** The page's one link to the server; stands in the root layout, so that it outlives every navigation. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [link] = useState(pageLink);
  useEffect(() => link.start(), [link]);
  return <LinkContext value={link}>{children}</LinkContext>;
}

function useLiveLink(): LiveLink {
  const link = useContext(LinkContext);
  if (link === undefined) throw new Error('LiveProvider is missing above this component');
  return link;
}

/** What the rail and the banner show, and "Try now". */
export function useLink(): LinkView & { tryNow(): void } {
  const link = useLiveLink();
  const view = useSyncExternalStore(
    (onChange) => link.subscribe(onChange),
    () => link.view(),
    () => VIEW_AT_START,
  );
  return { ...view, tryNow: () => link.tryNow() };
}

/**
 * Watches a scope while the component stands; undefined: nothing now (off screen, paused). `since` is where the data it
 * was given ended; a newer one counts the next time a watch begins. The listener may be a new object at every render.
 */
export function useWatch(scope: Scope | undefined, since: Cursor | undefined, listener: WatchListener): void {
  const link = useLiveLink();
  const newest = useRef({ scope, since, listener });
  useEffect(() => {
    newest.current = { scope, since, listener };
  });
  const key = scope && scopeKey(scope);
  useEffect(() => {
    const { scope: wanted, since: from } = newest.current;
    if (key === undefined || wanted === undefined) return;
    return link.watch(wanted, from, {
      samples: (samples, origin) => newest.current.listener.samples(samples, origin),
      availability: (changes) => newest.current.listener.availability?.(changes),
      changed: (changed) => newest.current.listener.changed?.(changed),
      refetch: (moment) => newest.current.listener.refetch(moment),
      refused: (reason) => newest.current.listener.refused?.(reason),
    });
  }, [link, key]);
}

/**
 * The server's clock, ms since 1970, told every `intervalMs` while the page is visible. `initialMs` is the moment the
 * server rendered the page: the first picture in the browser is the server's own.
 */
export function useServerNow(intervalMs: number, initialMs = 0): number {
  const link = useLiveLink();
  const [rendered] = useState(initialMs);
  const [now, setNow] = useState(initialMs);
  useEffect(() => {
    // A browser whose clock is wrong must not call everything silent until the server has spoken.
    if (rendered > 0) link.hearTime(rendered);
    return onTick(intervalMs, () => setNow(link.serverNow()));
  }, [link, intervalMs, rendered]);
  return now;
}

/**
 * The moment up to which this page knows what there is: now, and while the link is lost the moment it was lost. What came
 * since is on its way: nothing is late or missing for that.
 */
export function useKnownUntil(now: number): number {
  const { state } = useLink();
  return state.kind === 'lost' ? Math.min(now, state.lastShownAt ?? now) : now;
}

/** Reads the server's clock, ms since 1970; the function stays the same. */
export function useServerClock(): () => number {
  const link = useLiveLink();
  return useCallback(() => link.serverNow(), [link]);
}
