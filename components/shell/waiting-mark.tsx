'use client';

import { useEffect, useState } from 'react';
import { onTick } from '@/components/live/ticker';

/** What a page needs first comes first. */
const FIRST_AFTER_MS = 3_000;
const LOOK_EVERY_MS = 60_000;

/** How much of what a page shows waits for somebody, as the address answers; nothing while none does. */
export function WaitingMark({ address }: { address: string }) {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    const look = async () => {
      const answer = await ask(address, leaving.signal).catch(() => undefined);
      if (answer !== undefined && !leaving.signal.aborted) setCount(answer.count);
    };
    let stop: (() => void) | undefined;
    const timer = setTimeout(() => {
      stop = onTick(LOOK_EVERY_MS, () => void look());
    }, FIRST_AFTER_MS);
    return () => {
      leaving.abort();
      clearTimeout(timer);
      stop?.();
    };
  }, [address]);
  if (count === 0) return null;
  return (
    <span data-testid="waits" className="ml-auto text-[11.5px] font-medium text-warn-text">
      {count} <span className="sr-only">that {count === 1 ? 'waits' : 'wait'} for somebody</span>
    </span>
  );
}

async function ask(address: string, signal: AbortSignal): Promise<{ readonly count: number } | undefined> {
  const response = await fetch(address, { signal });
  return response.ok ? response.json() : undefined;
}
