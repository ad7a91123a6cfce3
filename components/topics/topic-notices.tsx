'use client';

import type { Format } from '@/components/format/format';
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
  const notice = page.running === null ? noticeOf(page, actions, format) : CUT_OFF;
  if (notice === undefined) return null;
  return <Notice key={notice.title} {...notice} />;
}

interface NoticeProps {
  readonly title: string;
  readonly text: string;
  readonly isBad: boolean;
  readonly buttons: readonly (readonly [label: string, work: () => Promise<TopicAnswer>])[];
}

const CUT_OFF: NoticeProps = {
  title: 'A plan is being applied, or was cut off',
  text: 'How far it came is settled by what Kafka has, within half a minute of both being back. It stands under History.',
  isBad: false,
  buttons: [],
};

function noticeOf(page: TopicPage, actions: NoticeActions, format: Format): NoticeProps | undefined {
  const { name, state, driftSince, isHalted } = page.line;
  const since = driftSince === null ? '' : ` Seen ${format.moment(driftSince, Date.now())}.`;
  const keepClusters = [
    'Keep the cluster’s',
    () => actions.adopt(name, 'What was changed elsewhere is the wish now'),
  ] as const;
  if (state === 'delete_waiting' && page.deleteAt !== null)
    return {
      title: `It will be deleted ${format.moment(page.deleteAt, Date.now())}`,
      text: 'Until then that can be cancelled, and nothing is lost.',
      isBad: true,
      buttons: [['Keep it', () => actions.cancelRemoval(name)]],
    };
  if (isHalted)
    return {
      title: 'Something else changes it as often as it is put back',
      text: 'It was put back three times in ten minutes, and is left alone now. Find out who changes it: another program may manage it, too.',
      isBad: true,
      buttons: [['Put it back again', () => actions.resume(name)], keepClusters],
    };
  if (state === 'drift')
    return {
      title: 'It differs from your plan',
      text: `It was changed outside Hearth.${since} Apply the plan to put it back, or keep what the cluster has.`,
      isBad: false,
      buttons: [keepClusters],
    };
  return identityNotice(page, actions, since);
}

/** Which topic is meant: one that nobody manages, one that is gone, another one of the same name. */
function identityNotice(
  { line: { name, state } }: TopicPage,
  actions: NoticeActions,
  since: string,
): NoticeProps | undefined {
  if (state === 'not_managed')
    return {
      title: 'Not managed',
      text: 'Hearth leaves it alone. Managing it writes down what it is now as the wish; nothing about it changes.',
      isBad: false,
      buttons: [['Manage this topic', () => actions.adopt(name, 'Managed from here on')]],
    };
  if (state === 'missing')
    return {
      title: 'It is missing',
      text: `Somebody deleted it outside Hearth, with all it held.${since} Its wish is still here: applying it makes the topic anew, empty.`,
      isBad: true,
      buttons: [['Stop managing it', () => actions.leave(name)]],
    };
  if (state !== 'conflict') return undefined;
  return {
    title: 'Another topic has this name now',
    text: `It was deleted and made anew outside Hearth.${since} Nothing is applied before you say what is meant.`,
    isBad: true,
    buttons: [
      ['My wish holds for it', () => actions.keepForNewTopic(name)],
      ['Take over what it has', () => actions.adopt(name, 'What was made anew elsewhere is the wish now')],
    ],
  };
}

function Notice({ title, text, isBad, buttons }: NoticeProps) {
  const { run, isRunning, problem } = useTopicAction();
  return (
    <section
      aria-label={title}
      className={`panel mb-3 flex flex-wrap items-center gap-x-3 gap-y-2.5 px-4 py-3 desk:mb-4 ${isBad ? 'border-crit/45' : 'border-warn/45'}`}
    >
      <div className="min-w-[220px] flex-1">
        <b>{title}</b>
        <p className="text-[12px] text-ink-2" suppressHydrationWarning>
          {text}
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
