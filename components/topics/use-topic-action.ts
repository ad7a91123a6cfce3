'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { UNREACHED } from '@/components/ui/unreached';
import type { TopicAnswer } from '@/contracts/topic-answer';

/** Runs something that changes a topic, and shows the page as it is then. */
export function useTopicAction() {
  const router = useRouter();
  const [problem, setProblem] = useState<string>();
  const [isRunning, start] = useTransition();
  const run = (work: () => Promise<TopicAnswer>, onDone?: () => void) =>
    start(async () => {
      const answer = await work().catch((): TopicAnswer => ({ kind: 'refused', ...UNREACHED }));
      setProblem(problemOf(answer));
      if (answer.kind === 'done') onDone?.();
      router.refresh();
    });
  return { run, isRunning, problem };
}

function problemOf(answer: TopicAnswer): string | undefined {
  return answer.kind === 'refused' ? answer.problem : undefined;
}
