'use client';

import { useState, useTransition } from 'react';
import type { Outcome } from '@/contracts/registry';
import { UNREACHED } from './unreached';

/** Runs something that may be refused, and says why it was. */
export function useOutcome() {
  const [refused, setRefused] = useState<{ readonly problem: string; readonly field?: string }>();
  const [isRunning, start] = useTransition();
  function run<Done>(work: () => Promise<Outcome<Done>>, onDone: (done: Done) => void): void {
    start(async () => {
      const outcome = await work().catch((): Outcome<Done> => ({ refused: UNREACHED }));
      setRefused('refused' in outcome ? outcome.refused : undefined);
      if ('done' in outcome) onDone(outcome.done);
    });
  }
  return { run, isRunning, refused, problem: refused?.problem };
}
