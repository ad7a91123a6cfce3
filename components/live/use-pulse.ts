'use client';

import { useCallback, useEffect, useRef } from 'react';
import { createPulse, type Pulse } from './pulse';

/** Pokes a pulse that runs the newest `run`; the function stays the same. */
export function usePulse(intervalMs: number, run: () => void): () => void {
  const newest = useRef(run);
  useEffect(() => {
    newest.current = run;
  });
  const pulse = useRef<Pulse>(undefined);
  useEffect(() => {
    const own = createPulse(intervalMs, () => newest.current());
    pulse.current = own;
    return () => own.stop();
  }, [intervalMs]);
  return useCallback(() => pulse.current?.poke(), []);
}
