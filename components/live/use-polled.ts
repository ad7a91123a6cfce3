'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { onTick } from './ticker';

const ANSWER_WITHIN_MS = 15_000;

/**
 * What an address of Hearth's answers, asked for anew while the page is seen; what was said last stays while Hearth doesn't
 * answer. `initial`: what the page brought with it; undefined: nothing, it is asked for at once. `ask`: now. `onGone`: what was asked for is no more; the same function each time.
 */
export function usePolled<Answer>(
  address: string,
  initial: Answer,
  everyMs: number,
  onGone: () => void = nothing,
) {
  const [answer, setAnswer] = useState(initial);
  const [isAnswered, setIsAnswered] = useState(true);
  const [asked, setAsked] = useState(0);
  const brought = useRef(address);
  const isInitial = initial !== undefined;
  useEffect(() => setAnswer(initial), [initial]);
  useEffect(() => {
    const leaving = new AbortController();
    let isAsking = false;
    const look = async () => {
      if (isAsking) return;
      isAsking = true;
      const next = await answerOf<Answer>(address, leaving.signal);
      isAsking = false;
      if (leaving.signal.aborted) return;
      if (next === GONE) onGone();
      else if (next !== undefined) setAnswer(next);
      setIsAnswered(next !== undefined);
    };
    // The page brought an answer of its own: the first look is due when that is as old as any other.
    const isBrought = isInitial && asked === 0 && brought.current === address;
    const stop = onTick(everyMs, () => void look(), !isBrought);
    return () => {
      leaving.abort();
      stop();
    };
  }, [address, everyMs, onGone, asked, isInitial]);
  return { answer, isAnswered, ask: useCallback(() => setAsked((before) => before + 1), []) };
}

const GONE = Symbol('gone');
const nothing = () => undefined;

async function answerOf<Answer>(
  address: string,
  leaving: AbortSignal,
): Promise<Answer | typeof GONE | undefined> {
  try {
    const signal = AbortSignal.any([leaving, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    const response = await fetch(address, { signal });
    if (response.status === 404) return GONE;
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
