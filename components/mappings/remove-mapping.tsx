'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';

/** Ends the mapping, after a question. */
export function RemoveMapping({ isBusy, onRemove }: { isBusy: boolean; onRemove: () => void }) {
  const [isAsked, setIsAsked] = useState<boolean>();
  return (
    <section className="panel p-4" aria-label="Remove">
      <h2 className="mb-1">Remove</h2>
      <p className="mb-3 text-ink-2">
        From one second on its messages are readings of nothing. What it gave stays, and so do its versions:
        saving it again brings it back.
      </p>
      {isAsked === true ? (
        <div className="flex flex-wrap gap-2.5">
          <Button look="danger" autoFocus disabled={isBusy} onClick={onRemove}>
            {isBusy ? 'Removing…' : 'Yes, remove the mapping'}
          </Button>
          <Button disabled={isBusy} onClick={() => setIsAsked(false)}>
            Keep it
          </Button>
        </div>
      ) : (
        <Button look="danger" autoFocus={isAsked === false} onClick={() => setIsAsked(true)}>
          Remove…
        </Button>
      )}
    </section>
  );
}
