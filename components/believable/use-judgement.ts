'use client';

import { useEffect, useState } from 'react';
import type { BelievableSeries, Range, RangeJudgement } from '@/contracts/believable';
import type { RangeActions } from './believing';

const CALM_MS = 300;

/** What a range would make of what is stored, a moment after it was typed; undefined until that is known. */
export function useJudgement(
  { quantity, channel, unit }: BelievableSeries,
  range: Range | undefined,
  judge: RangeActions['judge'],
): RangeJudgement | undefined {
  const asked = range && JSON.stringify({ quantity, channel, unit, range });
  const [known, setKnown] = useState<{ readonly asked: string; readonly judgement: RangeJudgement }>();
  useEffect(() => {
    if (asked === undefined) return;
    let isOutdated = false;
    const timer = setTimeout(async () => {
      const judgement = await judge(JSON.parse(asked)).catch(() => undefined);
      if (!isOutdated && judgement !== undefined) setKnown({ asked, judgement });
    }, CALM_MS);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [asked, judge]);
  return known?.asked === asked ? known?.judgement : undefined;
}
