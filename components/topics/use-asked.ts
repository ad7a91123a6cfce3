'use client';

import { useState } from 'react';

/** Something that is asked of Hearth when a person wants to see it; `Facts` is what the address answers. */
export function useAsked<Facts>() {
  const [facts, setFacts] = useState<Facts>();
  const [failure, setFailure] = useState<string>();
  const ask = async (address: string) => {
    const answer = await fetch(address).catch(() => undefined);
    setFailure(answer?.ok ? undefined : 'What it holds can’t be read right now.');
    if (answer?.ok) setFacts(await answer.json());
  };
  return { facts, failure, ask, clear: () => setFacts(undefined) };
}
