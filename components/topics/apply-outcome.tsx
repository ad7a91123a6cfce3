import { Check, CircleDashed, CircleX } from 'lucide-react';
import { configValueText } from '@/contracts/config-value';
import type { TopicAnswer } from '@/contracts/topic-answer';
import type { AppliedPlan, AppliedStep } from '@/contracts/topic-plan';

/** What came of saving or applying: what was done, what was not, and why. */
export function ApplyOutcome({ answer }: { answer: TopicAnswer | undefined }) {
  if (answer === undefined) return null;
  if (answer.kind === 'ran') return <Ran applied={answer.applied} />;
  const [text, isBad] = wordsOf(answer);
  return (
    <p
      role={isBad ? 'alert' : 'status'}
      className={`border-t border-line px-4 py-2.5 ${isBad ? 'text-crit-text' : 'text-ok-text'}`}
    >
      {text}
    </p>
  );
}

function wordsOf(answer: Exclude<TopicAnswer, { kind: 'ran' }>): readonly [string, boolean] {
  switch (answer.kind) {
    case 'saved':
      return [`Saved as revision ${answer.revision}. Nothing is applied yet.`, false];
    case 'overtaken':
      return [
        `Somebody saved revision ${answer.newest} meanwhile. What you typed is still here: look at theirs under History, or load the page anew.`,
        true,
      ];
    case 'stale':
      return [
        'This plan is stale: the topic or its wish changed meanwhile. Nothing was done; here is the new one.',
        true,
      ];
    case 'refused':
      return [answer.problem, true];
    default:
      return ['Done.', false];
  }
}

const STATES: Readonly<Record<AppliedStep['state'], string>> = {
  done: 'done',
  failed: 'not done',
  unknown: 'not known yet',
  waiting: 'not begun',
  doing: 'under way',
};

function Ran({ applied: { state, problem, steps } }: { applied: AppliedPlan }) {
  const isDone = state === 'done';
  return (
    <div className="border-t border-line px-4 py-2.5" role={isDone ? 'status' : 'alert'}>
      <b className={isDone ? 'text-ok-text' : 'text-crit-text'}>
        {isDone ? 'Applied, and read again: it is as planned.' : `Stopped. ${problem}`}
      </b>
      <PlanSteps steps={steps} />
    </div>
  );
}

/** Steps of an applied plan, with what stood there before and after. */
export function PlanSteps({ steps }: { steps: readonly AppliedStep[] }) {
  return (
    <ul className="mt-1 grid gap-0.5 font-mono text-[12px] break-all">
      {steps.map((step) => (
        <li key={step.what} className="flex gap-1.5">
          <StepIcon state={step.state} />
          <span>
            {step.what}: {valueText(step.what, step.from)} → {valueText(step.what, step.to)}
            <span className="text-ink-3"> {STATES[step.state]}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function valueText(what: string, value: string | null): string {
  if (value !== null) return configValueText(what, value);
  return what === 'topic' ? 'none' : 'default';
}

function StepIcon({ state }: { state: AppliedStep['state'] }) {
  const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;
  if (state === 'done') return <Check {...icon} className="mt-0.5 shrink-0 text-ok-text" />;
  if (state === 'waiting') return <CircleDashed {...icon} className="mt-0.5 shrink-0 text-ink-3" />;
  return <CircleX {...icon} className="mt-0.5 shrink-0 text-crit-text" />;
}
