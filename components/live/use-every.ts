'use client';

import { useEffect } from 'react';

/** Calls now and then while the component stands; `run` stays the same. */
export function useEvery(intervalMs: number, run: () => void): void {
  useEffect(() => {
    const timer = setInterval(run, intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs, run]);
}
