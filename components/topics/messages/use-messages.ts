'use client';

import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from 'react';
import { onTick } from '@/components/live/ticker';
import type { MessageCursor, MessageFilter, MessageFrom, MessagePage } from '@/contracts/topic-messages';
import { topicPath } from '../topic-head';
import { begun, continued, followed, type ShownMessages } from './message-rows';

const CALM_MS = 300;
const FOLLOW_EVERY_MS = 1_000;
const PAGE = 50;
const FOLLOWED_AT_ONCE = 200;
const ANSWER_WITHIN_MS = 10_000;
const TRY_AGAIN_MS = 3_000;

export interface AskedMessages {
  readonly from: MessageFrom;
  readonly partition: number | undefined;
  readonly filter: MessageFilter;
}

type SetShown = Dispatch<SetStateAction<ShownMessages | undefined>>;

/** Messages as they are asked for, further ones on demand, and what comes from now on while it is followed. */
export function useMessages(topic: string, asked: AskedMessages | undefined, isFollowing: boolean) {
  const [shown, setShown] = useState<ShownMessages>();
  const [failure, setFailure] = useState<string>();
  const [isLoading, setIsLoading] = useState(true);
  const key = JSON.stringify(asked);
  useFirstLook(topic, key, { setShown, setFailure, setIsLoading });
  useFollowing(topic, isFollowing ? key : undefined, shown?.tail, { setShown, setFailure });
  const goOn = async (mode: 'older' | 'newer') => {
    const cursor = shown?.more;
    if (cursor == null || asked === undefined) return;
    setIsLoading(true);
    const answer = await ask(topic, { ...asked, from: { mode, cursor }, limit: PAGE });
    setIsLoading(false);
    setFailure(typeof answer === 'string' ? answer : undefined);
    if (typeof answer !== 'string') setShown((before) => before && continued(before, answer));
  };
  return { shown, failure, isLoading, goOn };
}

function useFirstLook(
  topic: string,
  key: string | undefined,
  {
    setShown,
    setFailure,
    setIsLoading,
  }: {
    setShown: SetShown;
    setFailure: (failure: string | undefined) => void;
    setIsLoading: (isLoading: boolean) => void;
  },
): void {
  useEffect(() => {
    if (key === undefined) return;
    const leaving = new AbortController();
    const look = async () => {
      setIsLoading(true);
      const answer = await ask(topic, { ...JSON.parse(key), limit: PAGE }, leaving.signal);
      if (leaving.signal.aborted) return;
      setIsLoading(false);
      setFailure(typeof answer === 'string' ? answer : undefined);
      if (typeof answer !== 'string') setShown(begun(answer));
      // Away for now: it comes by itself.
      else timer = setTimeout(() => void look(), TRY_AGAIN_MS);
    };
    let timer = setTimeout(() => void look(), CALM_MS);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [topic, key, setShown, setFailure, setIsLoading]);
}

/** `key`: what is asked for, while it is followed. */
function useFollowing(
  topic: string,
  key: string | undefined,
  tail: MessageCursor | undefined,
  { setShown, setFailure }: { setShown: SetShown; setFailure: (failure: string | undefined) => void },
): void {
  const latest = useRef(tail);
  latest.current = tail;
  useEffect(() => {
    if (key === undefined) return;
    const leaving = new AbortController();
    let isAsking = false;
    const follow = async () => {
      const from = latest.current;
      if (isAsking || from === undefined) return;
      isAsking = true;
      const question = { ...JSON.parse(key), from: { mode: 'newer', cursor: from }, limit: FOLLOWED_AT_ONCE };
      const answer = await ask(topic, question, leaving.signal);
      isAsking = false;
      if (leaving.signal.aborted) return;
      setFailure(typeof answer === 'string' ? answer : undefined);
      // Another look began meanwhile: its tail is another one.
      if (typeof answer !== 'string')
        setShown((before) => (before?.tail === from ? followed(before, answer) : before));
    };
    const stop = onTick(FOLLOW_EVERY_MS, () => void follow());
    return () => {
      leaving.abort();
      stop();
    };
  }, [topic, key, setShown, setFailure]);
}

async function ask(topic: string, question: object, leaving?: AbortSignal): Promise<MessagePage | string> {
  try {
    const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(`/api/v1${topicPath(topic, '/messages')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
      signal: leaving === undefined ? timeout : AbortSignal.any([leaving, timeout]),
    });
    const answer = await response.json();
    return response.ok ? answer : String(answer.error);
  } catch {
    return 'Hearth can’t be reached; it is tried again.';
  }
}
