'use client';

import { useCallback, useEffect, useState } from 'react';
import type { BelievableSeries, Range } from '@/contracts/believable';
import type { RangeActions } from './believing';
import { type Answered, answerTo, type Judged, LOOKING } from './judged';

const CALM_MS = 300;

/** What a range would make of what is stored, a moment after it was typed. `askAgain`: once more, where it couldn't be told. */
export function useJudgement(
  { quantity, channel, unit }: BelievableSeries,
  range: Range | undefined,
  judge: RangeActions['judge'],
): { readonly judged: Judged; readonly askAgain: () => void } {
  const asked = range && JSON.stringify({ quantity, channel, unit, range });
  const [answered, setAnswered] = useState<Answered>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further attempt asks the same once more
  useEffect(() => {
    if (asked === undefined) return;
    let isOutdated = false;
    const timer = setTimeout(async () => {
      const judged = await judge(JSON.parse(asked)).then(
        (judgement): Judged => ({ state: 'known', judgement }),
        (): Judged => ({ state: 'failed' }),
      );
      if (!isOutdated) setAnswered({ asked, judged });
    }, CALM_MS);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [asked, judge, attempt]);
  const askAgain = useCallback(() => {
    setAnswered(undefined);
    setAttempt((before) => before + 1);
  }, []);
  return { judged: asked === undefined ? LOOKING : answerTo(asked, answered), askAgain };
}
