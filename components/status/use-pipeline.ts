'use client';

import { useEffect, useState } from 'react';
import { onTick } from '@/components/live/ticker';
import type { PipelineReport } from '@/contracts/pipeline';

const LOOK_EVERY_MS = 3_000;
const ANSWER_WITHIN_MS = 8_000;

/** The report, asked for anew while the page is seen; what was said last stays while Hearth doesn't answer. */
export function usePipeline(initial: PipelineReport) {
  const [report, setReport] = useState(initial);
  const [isAnswered, setIsAnswered] = useState(true);
  useEffect(() => {
    let asking = false;
    let isGone = false;
    const look = async () => {
      if (asking) return;
      asking = true;
      const next = await askForReport();
      asking = false;
      if (isGone) return;
      if (next !== undefined) setReport(next);
      setIsAnswered(next !== undefined);
    };
    const stop = onTick(LOOK_EVERY_MS, () => void look());
    return () => {
      isGone = true;
      stop();
    };
  }, []);
  return { report, isAnswered };
}

async function askForReport(): Promise<PipelineReport | undefined> {
  try {
    const response = await fetch('/api/v1/pipeline', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
