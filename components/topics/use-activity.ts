'use client';

import { useEffect, useState } from 'react';
import { onTick } from '@/components/live/ticker';
import type { TopicLine } from '@/contracts/topic-wish';

/** Messages of each of the last 24 hours, by topic. */
export type Activity = Readonly<Record<string, readonly number[]>>;

const MOST = 60;
const LOOK_EVERY_MS = 60_000;
const CALM_MS = 300;

/** How busy the first of these topics were, of those that were busy at all. */
export function useActivity(topics: readonly TopicLine[]): Activity {
  const [activity, setActivity] = useState<Activity>({});
  const names = topics
    .filter(({ messagesADay }) => (messagesADay ?? 0) > 0)
    .slice(0, MOST)
    .map(({ name }) => name)
    .join();
  useEffect(() => {
    if (names === '') return;
    const leaving = new AbortController();
    const look = async () => {
      const next = await ask(names, leaving.signal).catch(() => undefined);
      if (next !== undefined && !leaving.signal.aborted) setActivity((before) => ({ ...before, ...next }));
    };
    let stop: (() => void) | undefined;
    const timer = setTimeout(() => {
      stop = onTick(LOOK_EVERY_MS, () => void look());
    }, CALM_MS);
    return () => {
      leaving.abort();
      clearTimeout(timer);
      stop?.();
    };
  }, [names]);
  return activity;
}

async function ask(names: string, signal: AbortSignal): Promise<Activity | undefined> {
  const response = await fetch(`/api/v1/topics/activity?names=${names}`, { signal });
  return response.ok ? response.json() : undefined;
}
