'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

/** What was asked for: not here yet, here, or why it isn't. */
export interface Answered<Answer> {
  readonly answer: Answer | undefined;
  readonly failure: string | undefined;
  retry(): void;
}

/** Asks once for each `key`; an answer that is there stays until another key asks. */
export function useAnswer<Answer>(
  key: string,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Answered<Answer> {
  const [state, setState] = useState<{ key: string; answer?: Answer; failure?: string }>({ key });
  const [round, setRound] = useState(0);
  const newest = useRef(ask);
  useEffect(() => {
    newest.current = ask;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round asks the same again
  useEffect(() => {
    const leaving = new AbortController();
    setState({ key });
    newest.current(leaving.signal).then(
      (answer) => leaving.signal.aborted || setState({ key, answer }),
      (error) => leaving.signal.aborted || setState({ key, failure: sentence(error) }),
    );
    return () => leaving.abort();
  }, [key, round]);
  const retry = useCallback(() => setRound((before) => before + 1), []);
  const isOfKey = state.key === key;
  return { answer: isOfKey ? state.answer : undefined, failure: isOfKey ? state.failure : undefined, retry };
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
