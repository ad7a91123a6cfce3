'use client';

import { useRouter } from 'next/navigation';
import { usePolled } from '@/components/live/use-polled';
import type { TopicReaders } from '@/contracts/topic-groups';
import { topicPath } from '../topic-head';
import { GroupsPanel } from './groups-panel';
import { PartitionsPanel } from './partitions-panel';
import type { ResetActions } from './reset-actions';

const LOOK_EVERY_MS = 5_000;

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
  const { refresh } = useRouter();
  const address = `/api/v1${topicPath(topic, '/readers')}`;
  const { answer: readers, isAnswered, ask } = usePolled(address, initial, LOOK_EVERY_MS, refresh);
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
      <GroupsPanel topic={topic} readers={readers} actions={actions} onChange={ask} />
      <PartitionsPanel readers={readers} />
    </div>
  );
}
