'use client';

import { useEffect, useState } from 'react';
import { onTick } from '@/components/live/ticker';
import type { TopicList } from '@/contracts/topic-wish';

const LOOK_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 15_000;

/** The list, asked for anew while the page is seen; what was said last stays while Hearth doesn't answer. */
export function useTopics(initial: TopicList) {
  const [list, setList] = useState(initial);
  const [isAnswered, setIsAnswered] = useState(true);
  useEffect(() => setList(initial), [initial]);
  useEffect(() => {
    const leaving = new AbortController();
    let isAsking = false;
    const look = async () => {
      if (isAsking) return;
      isAsking = true;
      const next = await askForTopics(leaving.signal);
      isAsking = false;
      if (leaving.signal.aborted) return;
      if (next !== undefined) setList(next);
      setIsAnswered(next !== undefined);
    };
    const stop = onTick(LOOK_EVERY_MS, () => void look());
    return () => {
      leaving.abort();
      stop();
    };
  }, []);
  return { list, isAnswered };
}

async function askForTopics(leaving: AbortSignal): Promise<TopicList | undefined> {
  try {
    const signal = AbortSignal.any([leaving, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    const response = await fetch('/api/v1/topics', { signal });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
