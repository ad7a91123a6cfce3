import type { ReactNode } from 'react';

/** Words that tell a moment, ms since 1970; programs read it exactly. */
export function Moment({ at, children }: { at: number; children: ReactNode }) {
  return <time dateTime={new Date(at).toISOString()}>{children}</time>;
}
