'use client';

import { useEffect, useState } from 'react';
import type { FoundDocuments } from '@/contracts/search';
import { problemsOf, questionOf, type SearchForm } from './document-query';

/** Typing is over when nothing comes for so long. */
const SETTLED_AFTER_MS = 250;
const ANSWER_WITHIN_MS = 15_000;

interface Shown {
  readonly found: FoundDocuments;
  /** The moment at which it was asked, ms since 1970: more of it is asked for as of then. */
  readonly askedAt: number;
}

/** What was found, anew whenever something else is looked for; until then what was found before stays. */
export function useDocuments(form: SearchForm) {
  const [shown, setShown] = useState<Shown>();
  const [failure, setFailure] = useState<string>();
  const [isLooking, setIsLooking] = useState(true);
  useEffect(() => {
    if (Object.keys(problemsOf(form)).length > 0) return;
    setIsLooking(true);
    const leaving = new AbortController();
    const timer = setTimeout(async () => {
      const askedAt = Date.now();
      const answer = await ask(questionOf(form, askedAt, 0), leaving.signal);
      if (leaving.signal.aborted) return;
      if (typeof answer === 'string') setFailure(answer);
      else setShown({ found: answer, askedAt });
      if (typeof answer !== 'string') setFailure(undefined);
      setIsLooking(false);
    }, SETTLED_AFTER_MS);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [form]);

  const more = async () => {
    if (shown === undefined) return;
    const { found, askedAt } = shown;
    const answer = await ask(
      questionOf(form, askedAt, found.documents.length),
      AbortSignal.timeout(ANSWER_WITHIN_MS),
    );
    if (typeof answer === 'string') return setFailure(answer);
    // What came meanwhile moved the others on.
    const known = new Set(found.documents.map(({ id }) => id));
    const added = answer.documents.filter(({ id }) => !known.has(id));
    setShown({ found: { ...found, documents: [...found.documents, ...added] }, askedAt });
  };
  return { found: shown?.found, failure, isLooking, more };
}

async function ask(question: object, leaving: AbortSignal): Promise<FoundDocuments | string> {
  try {
    const signal = AbortSignal.any([leaving, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    const body = JSON.stringify(question);
    const response = await fetch('/api/v1/search/documents', { method: 'POST', body, signal });
    const answer = await response.json();
    return response.ok ? answer : String(answer.error);
  } catch {
    return 'Hearth can’t be reached.';
  }
}
