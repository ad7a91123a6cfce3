'use client';

import { useEffect, useState } from 'react';
import type { DeviceName } from '@/contracts/device';
import type { PastPreview } from '@/contracts/inbox';

const CALM_MS = 400;
const ANSWER_WITHIN_MS = 20_000;

export type PastAsked =
  | { readonly definition: object; readonly topics: readonly string[] }
  | { readonly device: DeviceName };

export interface Past {
  readonly preview: PastPreview | undefined;
  readonly failure: string | undefined;
}

/** What the messages that wait would become, a moment after it was last changed what they are. */
export function usePast(asked: PastAsked | undefined): Past {
  const body = asked === undefined ? undefined : JSON.stringify(asked);
  const [past, setPast] = useState<Past>({ preview: undefined, failure: undefined });
  useEffect(() => {
    if (body === undefined) {
      setPast({ preview: undefined, failure: undefined });
      return;
    }
    const leaving = new AbortController();
    const timer = setTimeout(async () => {
      const next = await ask(body, leaving.signal);
      if (!leaving.signal.aborted) setPast((before) => ({ preview: before.preview, ...next }));
    }, CALM_MS);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [body]);
  return past;
}

async function ask(body: string, leaving: AbortSignal): Promise<Past | Pick<Past, 'failure'>> {
  const preview = await fetch('/api/v1/inbox/past', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.any([leaving, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  })
    .then((response): Promise<PastPreview> | undefined => (response.ok ? response.json() : undefined))
    .catch(() => undefined);
  if (preview === undefined)
    return { failure: 'Its past can’t be read right now. Teaching it brings it along all the same.' };
  return { preview, failure: undefined };
}
