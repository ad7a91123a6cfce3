'use client';

import { useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';

/** One button, and the question whether it was meant. */
export function DemoEnd({ end }: { end: () => Promise<void> }) {
  const [asked, setAsked] = useState(false);
  const [failed, setFailed] = useState(false);
  const [ending, startEnding] = useTransition();
  const endIt = () =>
    startEnding(async () => {
      setFailed(false);
      await end().catch(() => setFailed(true));
    });
  return (
    <section className="panel grid justify-items-start gap-3 p-4">
      <div>
        <h2 className="mb-1">When your own house is here</h2>
        <p className="text-ink-2">
          The demo’s sensors, rooms, mappings and all that they measured go, and it never comes back. What it
          sent stays in the raw log, unread, until that forgets it.
        </p>
      </div>
      {asked ? (
        <fieldset
          className="flex flex-wrap items-center gap-2.5"
          aria-label="Remove the demo house for good?"
        >
          <Button look="primary" autoFocus disabled={ending} onClick={endIt}>
            Yes, remove it for good
          </Button>
          <Button disabled={ending} onClick={() => setAsked(false)}>
            Keep it
          </Button>
        </fieldset>
      ) : (
        <Button onClick={() => setAsked(true)}>Remove the demo house</Button>
      )}
      {failed && (
        <p role="alert" className="text-crit-text">
          That did not reach Hearth. Nothing was removed; try again.
        </p>
      )}
    </section>
  );
}
