'use client';

import { GitCompare, TriangleAlert } from 'lucide-react';
import { useFormat } from '@/components/format/format-provider';
import { Button, ButtonLink } from '@/components/ui/button';
import type { TopicAnswer } from '@/contracts/topic-answer';
import type { TopicLine } from '@/contracts/topic-wish';
import { topicPath } from './topic-head';
import { useTopicAction } from './use-topic-action';

const SHOWN = 3;
const NEEDS: ReadonlySet<string> = new Set(['drift', 'missing', 'conflict']);

/** Topics that are not as planned: what is the matter, and what can be done. */
export function TopicAttention({
  topics,
  adopt,
}: {
  topics: readonly TopicLine[];
  adopt: (topic: string, why: string) => Promise<TopicAnswer>;
}) {
  const troubled = topics.filter(({ state }) => NEEDS.has(state));
  return (
    <>
      {troubled.slice(0, SHOWN).map((line) => (
        <Notice key={line.name} line={line} adopt={adopt} />
      ))}
      {troubled.length > SHOWN && (
        <p className="text-ink-2">
          {troubled.length - SHOWN} more are not as planned. Sorted by settings they come first.
        </p>
      )}
    </>
  );
}

function Notice({
  line,
  adopt,
}: {
  line: TopicLine;
  adopt: (topic: string, why: string) => Promise<TopicAnswer>;
}) {
  const format = useFormat();
  const { run, isRunning, problem } = useTopicAction();
  const { name, state, driftSince } = line;
  const since = driftSince === null ? '' : ` Seen ${format.moment(driftSince, Date.now())}.`;
  return (
    <section
      className={`panel flex flex-wrap items-center gap-x-3 gap-y-2.5 px-4 py-3 ${state === 'drift' ? 'border-warn/45' : 'border-crit/45'}`}
      aria-label={`${name} needs attention`}
    >
      {state === 'drift' ? (
        <GitCompare size={20} strokeWidth={1.75} aria-hidden="true" className="text-warn-text" />
      ) : (
        <TriangleAlert size={20} strokeWidth={1.75} aria-hidden="true" className="text-crit-text" />
      )}
      <div className="min-w-[220px] flex-1">
        <b className="break-all">{titleOf(line)}</b>
        <p className="text-[12px] text-ink-2" suppressHydrationWarning>
          {wordsOf(line)}
          {since}
        </p>
        {problem !== undefined && (
          <p role="alert" className="text-[12px] text-crit-text">
            {problem}
          </p>
        )}
      </div>
      {state === 'drift' && (
        <Button
          disabled={isRunning}
          onClick={() => run(() => adopt(name, 'What was changed elsewhere is the wish now'))}
        >
          Keep the cluster’s
        </Button>
      )}
      <ButtonLink href={topicPath(name)}>Show plan</ButtonLink>
    </section>
  );
}

function titleOf({ name, state }: TopicLine): string {
  if (state === 'missing') return `${name} is missing`;
  return state === 'conflict' ? `Another topic is called ${name} now` : `${name} differs from your plan`;
}

function wordsOf({ state, differing, isHalted }: TopicLine): string {
  if (state === 'missing') return 'Somebody deleted it outside Hearth. Its wish is still here.';
  if (state === 'conflict') return 'It was deleted and made anew outside Hearth.';
  const settings = differing === 1 ? 'One setting was' : `${differing} settings were`;
  const halted = isHalted ? ' It was put back three times in ten minutes, and is left alone now.' : '';
  return `${settings} changed outside Hearth.${halted}`;
}
