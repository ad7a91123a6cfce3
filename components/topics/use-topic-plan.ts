'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { ChangePlan } from '@/contracts/topic-plan';
import type { TopicWish } from '@/contracts/topic-wish';
import { topicPath } from './topic-head';

const CALM_MS = 300;
/** The cluster can be changed elsewhere: the plan follows. */
const LOOK_AGAIN_MS = 10_000;
const ANSWER_WITHIN_MS = 15_000;

export interface ShownPlan {
  readonly plan: ChangePlan | undefined;
  /** What the plan is of: another draft may have been typed since. */
  readonly of: string;
  readonly failure: string | undefined;
}

export function draftKey(wish: TopicWish): string {
  return JSON.stringify(wish);
}

/** The way to a draft, a moment after it was typed, and again while the page stands. */
export function useTopicPlan(topic: string, wish: TopicWish | undefined, initial: ShownPlan): ShownPlan {
  const body = wish === undefined ? undefined : draftKey(wish);
  const [shown, setShown] = useState<ShownPlan>(initial);
  const [begun, setBegun] = useState(initial.plan?.token);
  if (begun !== initial.plan?.token) {
    // The page was read anew: its plan is newer.
    setBegun(initial.plan?.token);
    setShown(initial);
  }
  const router = useRouter();
  const known = useRef(shown);
  known.current = shown;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that was read anew is asked for at once
  useEffect(() => {
    if (body === undefined || topic === '') return;
    const leaving = new AbortController();
    let timer = setTimeout(look, CALM_MS);
    async function look() {
      if (body === undefined) return;
      const next = await ask(topic, body, leaving.signal).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      if (leaving.signal.aborted) return;
      const { of, plan } = known.current;
      // The same draft on another observation: what else stands on the page is no longer so either.
      if (typeof next !== 'string' && of === body && plan !== undefined && plan.token !== next.token)
        router.refresh();
      setShown((before) =>
        typeof next === 'string'
          ? { ...before, failure: next }
          : { plan: next, of: body, failure: undefined },
      );
      timer = setTimeout(look, LOOK_AGAIN_MS);
    }
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [topic, body, begun, router]);
  return shown;
}

async function ask(topic: string, body: string, signal: AbortSignal): Promise<ChangePlan> {
  const response = await fetch(`/api/v1${topicPath(topic, '/plan')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  }).catch(() => undefined);
  if (response === undefined) throw new Error('Hearth can’t be reached; it is tried again.');
  if (response.ok) return response.json();
  const { error } = await response.json().catch(() => ({ error: undefined }));
  throw new Error(error ?? 'The plan can’t be made right now; it is tried again.');
}
