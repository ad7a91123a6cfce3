'use client';

import { useEffect, useRef, useState } from 'react';
import type { RehearsalReport } from '@/contracts/mapping-rehearsal';
import { linesOf } from './rehearsal-lines';

const UNREACHED = 'Hearth can’t be reached. Nothing was changed; try again.';

export interface RehearsalQuestion {
  readonly draft: object;
  readonly mappingId?: number | undefined;
  readonly days: number;
}

export interface RehearsalState {
  /** What came out last, and of which draft. */
  readonly report: RehearsalReport | undefined;
  readonly draft: object | undefined;
  readonly progress: { readonly done: number; readonly of: number } | undefined;
  readonly problem: string | undefined;
  readonly isRunning: boolean;
}

const NOTHING: RehearsalState = {
  report: undefined,
  draft: undefined,
  progress: undefined,
  problem: undefined,
  isRunning: false,
};

/** Runs a draft on real traffic when it is asked to; leaving the page ends it. */
export function useRehearsal() {
  const [state, setState] = useState(NOTHING);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const cancel = () => {
    running.current?.abort();
    setState((now) => ({ ...now, isRunning: false, progress: undefined }));
  };
  const run = async (question: RehearsalQuestion) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    const show = (part: Partial<RehearsalState>) => {
      if (!mine.signal.aborted) setState((now) => ({ ...now, ...part }));
    };
    show({ isRunning: true, problem: undefined, progress: undefined });
    const problem = await follow(question, mine.signal, show).catch(() => UNREACHED);
    show({ isRunning: false, progress: undefined, problem });
  };
  return { ...state, run, cancel };
}

/** Shows each line as it comes; answers with what went wrong. */
async function follow(
  question: RehearsalQuestion,
  signal: AbortSignal,
  show: (part: Partial<RehearsalState>) => void,
): Promise<string | undefined> {
  const response = await fetch('/api/v1/mappings/rehearsal', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
    signal,
  });
  if (!response.ok || response.body === null) return (await response.json()).error;
  for await (const line of linesOf(response.body)) {
    if ('problem' in line) return line.problem;
    if ('report' in line) show({ report: line.report, draft: question.draft });
    else show({ progress: line });
  }
  return undefined;
}
