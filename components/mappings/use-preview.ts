'use client';

import { useEffect, useState } from 'react';
import { onTick } from '@/components/live/ticker';
import type { MappingPreview } from '@/contracts/mapping-preview';
import type { RawPlace } from '@/contracts/mapping-saving';
import { placeKey } from './held-sample';

const CALM_MS = 400;
/** Messages go on coming: the sample follows. */
const LOOK_AGAIN_MS = 5_000;
const ANSWER_WITHIN_MS = 15_000;

export interface Previewed {
  readonly preview: MappingPreview | undefined;
  /** The filter that it is of, and the place of the message that was asked for besides. */
  readonly asked: string | undefined;
  readonly askedFor: string | undefined;
  readonly failure: string | undefined;
}

const NOTHING: Previewed = { preview: undefined, asked: undefined, askedFor: undefined, failure: undefined };

/**
 * What a draft, and the version before, make of what is on the wire and of one message besides: a moment after it was typed, and
 * again while the page is seen.
 */
export function usePreview(
  draft: { readonly topic: string },
  before: object | undefined,
  sample: RawPlace | undefined,
): Previewed {
  const { topic } = draft;
  const body = JSON.stringify({ draft, before, sample });
  const askedFor = sample && placeKey(sample);
  const [shown, setShown] = useState(NOTHING);
  useEffect(() => {
    const leaving = new AbortController();
    let isAsking = false;
    async function look() {
      if (isAsking) return;
      isAsking = true;
      const next = await ask(body, leaving.signal).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      isAsking = false;
      if (leaving.signal.aborted) return;
      setShown((last) =>
        typeof next === 'string'
          ? { ...last, failure: next }
          : { preview: next, asked: topic, askedFor, failure: undefined },
      );
    }
    const calm = setTimeout(() => void look(), CALM_MS);
    const stop = onTick(LOOK_AGAIN_MS, () => void look(), false);
    return () => {
      leaving.abort();
      clearTimeout(calm);
      stop();
    };
  }, [body, topic, askedFor]);
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
