'use client';

import { useEffect, useState } from 'react';
import type { MappingPreview } from '@/contracts/mapping-preview';

const CALM_MS = 400;
/** Messages go on coming: the sample follows. */
const LOOK_AGAIN_MS = 5_000;
const ANSWER_WITHIN_MS = 15_000;

export interface Previewed {
  readonly preview: MappingPreview | undefined;
  readonly failure: string | undefined;
}

/** What a draft, and the version before, make of what is on the wire: a moment after it was typed, and again while the page stands. */
export function usePreview(draft: object, before: object | undefined): Previewed {
  const body = JSON.stringify({ draft, before });
  const [shown, setShown] = useState<Previewed>({ preview: undefined, failure: undefined });
  useEffect(() => {
    const leaving = new AbortController();
    let timer = setTimeout(look, CALM_MS);
    async function look() {
      const next = await ask(body, leaving.signal).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      if (leaving.signal.aborted) return;
      setShown((last) =>
        typeof next === 'string' ? { ...last, failure: next } : { preview: next, failure: undefined },
      );
      timer = setTimeout(look, LOOK_AGAIN_MS);
    }
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [body]);
  return shown;
}

async function ask(body: string, signal: AbortSignal): Promise<MappingPreview> {
  const response = await fetch('/api/v1/mappings/preview', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  }).catch(() => undefined);
  if (response === undefined) throw new Error('Hearth can’t be reached; it is tried again.');
  if (!response.ok) throw new Error('The log can’t be read right now; it is tried again.');
  return response.json();
}
