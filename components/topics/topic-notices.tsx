'use client';

import type { ReactNode } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import type { TopicAnswer } from '@/contracts/topic-answer';
import type { TopicPage } from '@/contracts/topic-page';
import { useTopicAction } from './use-topic-action';

export interface NoticeActions {
  readonly adopt: (topic: string, why: string) => Promise<TopicAnswer>;
  readonly leave: (topic: string) => Promise<TopicAnswer>;
  readonly keepForNewTopic: (topic: string) => Promise<TopicAnswer>;
  readonly resume: (topic: string) => Promise<TopicAnswer>;
  readonly cancelRemoval: (topic: string) => Promise<TopicAnswer>;
}

/** What is the matter with a topic, and what a person can do about it. */
export function TopicNotices({ page, actions }: { page: TopicPage; actions: NoticeActions }) {
  const format = useFormat();
  const { name, state, driftSince, isHalted } = page.line;
  const since = driftSince === null ? '' : ` Seen ${format.moment(driftSince, Date.now())}.`;
  const adopt = (why: string) => () => actions.adopt(name, why);
  const keepClusters = ['Keep the cluster’s', adopt('What was changed elsewhere is the wish now')] as const;
  if (page.running !== null)
    return (
      <Notice title="A plan is being applied, or was cut off" isBad={false} buttons={[]}>
        How far it came is settled by what Kafka has, within half a minute of both being back. It stands under
        History.
      </Notice>
    );
  if (state === 'not_managed')
    return (
      <Notice
        title="Not managed"
        isBad={false}
        buttons={[['Manage this topic', adopt('Managed from here on')]]}
      >
        Hearth leaves it alone. Managing it writes down what it is now as the wish; nothing about it changes.
      </Notice>
    );
  if (state === 'missing')
    return (
      <Notice title="It is missing" isBad buttons={[['Stop managing it', () => actions.leave(name)]]}>
        Somebody deleted it outside Hearth, with all it held.{since} Its wish is still here: applying it makes
        the topic anew, empty.
      </Notice>
    );
  if (state === 'conflict')
    return (
      <Notice
        title="Another topic has this name now"
        isBad
        buttons={[
          ['My wish holds for it', () => actions.keepForNewTopic(name)],
          ['Take over what it has', adopt('What was made anew elsewhere is the wish now')],
        ]}
      >
        It was deleted and made anew outside Hearth.{since} Nothing is applied before you say what is meant.
      </Notice>
    );
  if (state === 'delete_waiting' && page.deleteAt !== null)
    return (
      <Notice
        title={`It will be deleted ${format.moment(page.deleteAt, Date.now())}`}
        isBad
        buttons={[['Keep it', () => actions.cancelRemoval(name)]]}
      >
        Until then that can be cancelled, and nothing is lost.
      </Notice>
    );
  if (isHalted)
    return (
      <Notice
        title="Something else changes it as often as it is put back"
        isBad
        buttons={[['Put it back again', () => actions.resume(name)], keepClusters]}
      >
        It was put back three times in ten minutes, and is left alone now. Find out who changes it: another
        program may manage it, too.
      </Notice>
    );
  if (state !== 'drift') return null;
  return (
    <Notice title="It differs from your plan" isBad={false} buttons={[keepClusters]}>
      It was changed outside Hearth.{since} Apply the plan to put it back, or keep what the cluster has.
    </Notice>
  );
}

function Notice({
  title,
  isBad,
  buttons,
  children,
}: {
  title: string;
  isBad: boolean;
  buttons: readonly (readonly [label: string, work: () => Promise<TopicAnswer>])[];
  children: ReactNode;
}) {
  const { run, isRunning, problem } = useTopicAction();
  return (
    <section
      aria-label={title}
      className={`panel mb-3 flex flex-wrap items-center gap-x-3 gap-y-2.5 px-4 py-3 desk:mb-4 ${isBad ? 'border-crit/45' : 'border-warn/45'}`}
    >
      <div className="min-w-[220px] flex-1">
        <b>{title}</b>
        <p className="text-[12px] text-ink-2" suppressHydrationWarning>
          {children}
        </p>
        {problem !== undefined && (
          <p role="alert" className="text-[12px] text-crit-text">
            {problem}
          </p>
        )}
      </div>
      {buttons.map(([label, work]) => (
        <Button key={label} disabled={isRunning} onClick={() => run(work)}>
          {label}
        </Button>
      ))}
    </section>
  );
}
