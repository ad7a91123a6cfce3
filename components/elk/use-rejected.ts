'use client';

import { useEffect, useState } from 'react';
import type { RejectedLine } from '@/contracts/search';

/** What was refused, read anew whenever their number changes. */
export function useRejected(count: number) {
  const [lines, setLines] = useState<readonly RejectedLine[]>([]);
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    if (count === 0) {
      setLines([]);
      return;
    }
    const leaving = new AbortController();
    fetch('/api/v1/search/rejected', { signal: leaving.signal })
      .then(async (response) => {
        const answer = await response.json();
        if (response.ok) setLines(answer);
        setFailure(response.ok ? undefined : String(answer.error));
      })
      .catch(() => {
        if (!leaving.signal.aborted) setFailure('They can’t be read right now.');
      });
    return () => leaving.abort();
  }, [count]);
  return { lines, failure };
}
