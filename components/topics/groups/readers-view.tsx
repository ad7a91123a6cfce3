'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { onTick } from '@/components/live/ticker';
import type { TopicReaders } from '@/contracts/topic-groups';
import { topicPath } from '../topic-head';
import { GroupsPanel } from './groups-panel';
import { PartitionsPanel } from './partitions-panel';
import type { ResetActions } from './reset-actions';

const LOOK_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 10_000;

/** Partitions of a topic and the groups that read it, asked for anew while the page is seen. */
export function ReadersView({
  topic,
  initial,
  actions,
}: {
  topic: string;
  initial: TopicReaders;
  actions: ResetActions;
}) {
  const { readers, isAnswered, look } = useReaders(topic, initial);
  return (
    <div className="grid gap-3 desk:gap-4">
      {!isAnswered && (
        <section className="panel border-warn/45 px-4 py-3" role="status">
          <b>Kafka doesn’t answer</b>
          <p className="text-[12px] text-ink-2">
            What was said last stays here. It is asked again every few seconds.
          </p>
        </section>
      )}
      <GroupsPanel topic={topic} readers={readers} actions={actions} onChange={look} />
      <PartitionsPanel readers={readers} />
    </div>
  );
}

function useReaders(topic: string, initial: TopicReaders) {
  const router = useRouter();
  const [readers, setReaders] = useState(initial);
  const [isAnswered, setIsAnswered] = useState(true);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn is a look at once
  useEffect(() => {
    const leaving = new AbortController();
    let isAsking = false;
    const look = async () => {
      if (isAsking) return;
      isAsking = true;
      const next = await askForReaders(topic, leaving.signal);
      isAsking = false;
      if (leaving.signal.aborted) return;
      if (next === 'gone') router.refresh();
      else if (next !== undefined) setReaders(next);
      setIsAnswered(next !== undefined);
    };
    const stop = onTick(LOOK_EVERY_MS, () => void look());
    return () => {
      leaving.abort();
      stop();
    };
  }, [topic, turn, router]);
  return { readers, isAnswered, look: () => setTurn((before) => before + 1) };
}

async function askForReaders(
  topic: string,
  leaving: AbortSignal,
): Promise<TopicReaders | 'gone' | undefined> {
  try {
    const signal = AbortSignal.any([leaving, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    const response = await fetch(`/api/v1${topicPath(topic, '/readers')}`, { signal });
    if (response.status === 404) return 'gone';
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
