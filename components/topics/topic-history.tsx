'use client';

import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { TopicAnswer } from '@/contracts/topic-answer';
import type { TopicPast } from '@/contracts/topic-page';
import type { AppliedPlan } from '@/contracts/topic-plan';
import type { TopicRevision } from '@/contracts/topic-wish';
import { PlanSteps } from './apply-outcome';
import { eventWords } from './event-words';
import { differingLines } from './revision-lines';
import { useTopicAction } from './use-topic-action';
import type { UnsavedWish } from './use-wish-editor';

/** What was wished, what was applied, and who did what: newest first. */
export function TopicHistory({
  topic,
  past,
  isManaged,
  save,
}: {
  topic: string;
  past: TopicPast;
  isManaged: boolean;
  save: (request: UnsavedWish) => Promise<TopicAnswer>;
}) {
  return (
    <div className="grid items-start gap-3 desk:grid-cols-2 desk:gap-4">
      <div className="grid gap-3 desk:gap-4">
        <Revisions topic={topic} revisions={past.revisions} isManaged={isManaged} save={save} />
        <Plans plans={past.plans} />
      </div>
      <Events past={past} />
    </div>
  );
}

function Revisions({
  topic,
  revisions,
  isManaged,
  save,
}: {
  topic: string;
  revisions: readonly TopicRevision[];
  isManaged: boolean;
  save: (request: UnsavedWish) => Promise<TopicAnswer>;
}) {
  const [newest] = revisions;
  const { run, isRunning, problem } = useTopicAction();
  const restore = (revision: TopicRevision) => {
    if (newest === undefined) return;
    const { revision: number, who: _who, why: _why, at: _at, ...wish } = revision;
    run(() => save({ topic, base: newest.revision, wish, why: `Revision ${number} again` }));
  };
  return (
    <section className="panel" aria-label="Revisions">
      <h2 className="px-4 pt-[13px] pb-2.5">Revisions</h2>
      {problem !== undefined && (
        <p role="alert" className="px-4 pb-2.5 text-crit-text">
          {problem}
        </p>
      )}
      {revisions.length === 0 && (
        <p className="px-4 pb-4 text-ink-2">Nobody has wished anything of it yet.</p>
      )}
      <ol>
        {revisions.map((revision, place) => (
          <RevisionItem
            key={revision.revision}
            revision={revision}
            before={revisions[place + 1]}
            newest={place === 0 ? undefined : newest}
            isRunning={isRunning}
            onRestore={place === 0 || !isManaged ? undefined : () => restore(revision)}
          />
        ))}
      </ol>
    </section>
  );
}

function RevisionItem({
  revision,
  before,
  newest,
  isRunning,
  onRestore,
}: {
  revision: TopicRevision;
  before: TopicRevision | undefined;
  newest: TopicRevision | undefined;
  isRunning: boolean;
  onRestore: (() => void) | undefined;
}) {
  const format = useFormat();
  const [isCompared, setIsCompared] = useState(false);
  const lines =
    isCompared && newest !== undefined ? differingLines(revision, newest) : differingLines(before, revision);
  return (
    <li className="border-t border-line px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <b>Revision {revision.revision}</b>
        <time
          className="text-[12px] text-ink-3"
          dateTime={new Date(revision.at).toISOString()}
          suppressHydrationWarning
        >
          {format.moment(revision.at, Date.now())}, {revision.who}
        </time>
        <span className="ml-auto flex gap-2">
          {newest !== undefined && (
            <Button look="quiet" aria-pressed={isCompared} onClick={() => setIsCompared(!isCompared)}>
              {isCompared ? 'Against the one before' : 'Compare with the newest'}
            </Button>
          )}
          {onRestore !== undefined && (
            <Button disabled={isRunning} onClick={onRestore}>
              Restore
            </Button>
          )}
        </span>
      </div>
      {revision.why !== '' && <p dir="auto">{revision.why}</p>}
      <ul className="mt-1 font-mono text-[12px] break-all">
        {lines.length === 0 && <li className="text-ink-3">no difference</li>}
        {lines.map(({ field, from, to }) => (
          <li key={field}>
            <span className="text-ink-3">{field}:</span> {from} → {to}
          </li>
        ))}
      </ul>
    </li>
  );
}

const PLAN_STATES = {
  done: ['ok', 'applied'],
  failed: ['crit', 'stopped'],
  interrupted: ['warn', 'not known yet'],
  running: ['stale', 'under way'],
} as const;

function Plans({ plans }: { plans: readonly AppliedPlan[] }) {
  const format = useFormat();
  return (
    <section className="panel" aria-label="Applied plans">
      <h2 className="px-4 pt-[13px] pb-2.5">Applied plans</h2>
      {plans.length === 0 && <p className="px-4 pb-4 text-ink-2">Nothing was applied yet.</p>}
      <ol>
        {plans.map((plan) => {
          const [kind, text] = PLAN_STATES[plan.state];
          return (
            <li key={plan.id} className="border-t border-line px-4 py-2.5">
              <div className="flex flex-wrap items-center gap-2.5">
                <b>Of revision {plan.revision}</b>
                <Badge kind={kind}>{text}</Badge>
                <time
                  className="text-[12px] text-ink-3"
                  dateTime={new Date(plan.startedAt).toISOString()}
                  suppressHydrationWarning
                >
                  {format.moment(plan.startedAt, Date.now())},{' '}
                  {plan.scope === 'put_back' ? 'put back by Hearth' : plan.who}
                  {plan.scope === 'safe' ? ', the safe part' : ''}
                </time>
              </div>
              {plan.problem !== null && <p className="text-crit-text">{plan.problem}</p>}
              <PlanSteps steps={plan.steps} />
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Events({ past }: { past: TopicPast }) {
  const format = useFormat();
  return (
    <section className="panel" aria-label="Record">
      <h2 className="px-4 pt-[13px] pb-2.5">Record</h2>
      {past.events.length === 0 && <p className="px-4 pb-4 text-ink-2">Nothing is recorded yet.</p>}
      <ol>
        {past.events.map((event) => (
          <li key={event.id} className="flex gap-3 border-t border-line px-4 py-2">
            <time
              className="w-32 shrink-0 text-[12px] text-ink-3"
              dateTime={new Date(event.at).toISOString()}
              suppressHydrationWarning
            >
              {format.moment(event.at, Date.now())}
            </time>
            <span className="min-w-0">
              {eventWords(event, format)} <span className="text-[12px] text-ink-3">{event.who}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
