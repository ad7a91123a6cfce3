'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { MappingError, MappingOutcome, NewerVersion, SavedMapping } from '@/contracts/mapping-saving';

const UNREACHED: MappingOutcome = {
  errors: [
    {
      path: '',
      message: 'That did not reach Hearth. Nothing was changed, and what you typed is still here; try again.',
    },
  ],
};

/** What became of the last try to change a mapping. */
export interface Saving {
  readonly isBusy: boolean;
  /** Undefined before the first try: a field that is empty yet is not wrong. */
  readonly errors: readonly MappingError[] | undefined;
  readonly conflict: NewerVersion | undefined;
  readonly run: (work: () => Promise<MappingOutcome>, onSaved: (saved: SavedMapping) => void) => void;
  readonly forget: () => void;
}

export function useSaving(): Saving {
  const router = useRouter();
  const [outcome, setOutcome] = useState<MappingOutcome>();
  const [isBusy, start] = useTransition();
  const run: Saving['run'] = (work, onSaved) =>
    start(async () => {
      const next = await work().catch(() => UNREACHED);
      setOutcome(next);
      if ('saved' in next) onSaved(next.saved);
      // What is new is part of the page: the versions.
      if (!('errors' in next)) router.refresh();
    });
  return {
    isBusy,
    run,
    forget: () => setOutcome(undefined),
    errors: outcome !== undefined && 'errors' in outcome ? outcome.errors : undefined,
    conflict: outcome !== undefined && 'conflict' in outcome ? outcome.conflict : undefined,
  };
}
