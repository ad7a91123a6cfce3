'use client';

import { useSearchParams } from 'next/navigation';
import { type AskedNumber, numberOfText, textOfNumber } from '@/components/provenance/asked-number';
import { type Line, type LineRef, lineKey } from './lines';

/** The number of a line that is asked about: it stands in the address, so it can be handed on. */
export function useAskedLine(lines: readonly Line[]) {
  const query = useSearchParams();
  const number = numberOfText(query.get('number'));
  const line = lines.find(({ key }) => key === query.get('of'));
  return {
    asked: number && line && { number, line },
    ask: (of: LineRef, asked: AskedNumber) => {
      const next = new URLSearchParams(query);
      next.set('of', lineKey(of));
      next.set('number', textOfNumber(asked));
      window.history.replaceState(undefined, '', `?${next}`);
    },
    stopAsking: () => window.history.replaceState(undefined, '', `?${withoutNumber(query)}`),
  };
}

/** What is shown, without what is asked about it. */
export function withoutNumber(query: URLSearchParams): string {
  const next = new URLSearchParams(query);
  next.delete('of');
  next.delete('number');
  return next.toString();
}
