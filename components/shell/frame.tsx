'use client';

import type { ReactNode } from 'react';
import { useLink } from '@/components/live/live-provider';

const LINKS = { connecting: 'connecting', live: 'held', caughtUp: 'held', lost: 'lost' } as const;

/** The page's outline. A lost link dims all of it together. */
export function Frame({ children }: { children: ReactNode }) {
  const { state } = useLink();
  return (
    <div
      data-link={LINKS[state.kind]}
      className="min-h-dvh pb-[84px] desk:grid desk:grid-cols-[212px_minmax(0,1fr)] desk:pb-0"
    >
      {children}
    </div>
  );
}
