'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { onTick } from '@/components/live/ticker';

const LOOK_EVERY_MS = 2_000;

/** How far its past is written, or that it is being taken away: it looks again until that is done. */
export function DemoProgress({ leaves, pastWritten }: { leaves: boolean; pastWritten: number }) {
  const done = !leaves && pastWritten >= 1;
  const router = useRouter();
  useEffect(() => {
    if (done) return undefined;
    // Asked for while Hearth is away, the page would become the browser's own page of that.
    const look = async () => (await fetch('/healthz')).ok && router.refresh();
    return onTick(LOOK_EVERY_MS, () => void look().catch(() => undefined));
  }, [done, router]);
  if (done) return null;
  const percent = Math.floor(100 * pastWritten);
  return (
    <section className="panel p-4" role="status">
      <h2 className="mb-1">{leaves ? 'The demo house is being taken away' : 'Its past is being written'}</h2>
      <p className="text-ink-2 tabular-nums">
        {leaves
          ? 'Its devices leave, then its sensors and what they measured. This takes a moment.'
          : `${percent} % of its last seven days are there. You need not wait.`}
      </p>
      {!leaves && (
        <div
          role="progressbar"
          aria-label="Past written"
          aria-valuenow={percent}
          className="mt-3 h-1.5 overflow-hidden rounded-full bg-press"
        >
          <div className="h-full bg-ink-2" style={{ width: `${percent}%` }} />
        </div>
      )}
    </section>
  );
}
