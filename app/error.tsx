'use client';

import { DatabaseZap } from 'lucide-react';
import { useEffect } from 'react';
import { canBeMade } from '@/components/shell/can-be-made';
import { Button } from '@/components/ui/button';

const LOOK_EVERY_MS = 3_000;

/** A page that could not be made, most often because PostgreSQL is away. The frame around it stands, and the link lives. */
export default function PageError({ retry }: { retry: () => void }) {
  useEffect(() => {
    const look = async () => (await canBeMade()) && retry();
    const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [retry]);
  return (
    <section
      role="alert"
      className="panel mt-4 grid justify-items-center gap-1.5 px-6 pt-11 pb-10 text-center"
    >
      <DatabaseZap size={40} strokeWidth={1.25} aria-hidden="true" className="mb-2 text-ink-3" />
      <h1>This page can’t be shown right now</h1>
      <p className="max-w-[48ch] text-ink-2">
        Its data could not be read. What sensors send is kept all the same, and nothing is lost. The page
        comes by itself as soon as it can.
      </p>
      <div className="mt-3 flex gap-2.5">
        <Button onClick={() => window.location.reload()}>Try again</Button>
      </div>
    </section>
  );
}
