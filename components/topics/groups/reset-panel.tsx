'use client';

import { useState, useTransition } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import type { GroupFacts, ResetPlan, ResetTarget } from '@/contracts/topic-groups';
import type { ResetActions } from './reset-actions';
import { NOTHING_TYPED, TargetFields, type TypedTarget, targetOf } from './target-fields';

/** Moves an idle group: what would be read again or never is shown first, and nothing is written before. */
export function ResetPanel({
  topic,
  facts: { group },
  actions,
  onDone,
}: {
  topic: string;
  facts: GroupFacts;
  actions: ResetActions;
  onDone: () => void;
}) {
  const { timeZone } = useFormat();
  const [typed, setTyped] = useState<TypedTarget>(NOTHING_TYPED);
  const { shown, told, isRunning, dryRun, apply, clear } = useReset(topic, group, actions, onDone);
  const target = targetOf(typed, timeZone);
  return (
    <div className="mt-2.5 grid gap-3 rounded-lg border border-line bg-sunken p-3">
      <TargetFields
        typed={typed}
        timeZone={timeZone}
        change={(part) => {
          setTyped((before) => ({ ...before, ...part }));
          clear();
        }}
      />
      <div className="flex flex-wrap items-center gap-2.5">
        <Button disabled={isRunning || target === undefined} onClick={() => target && dryRun(target)}>
          Dry run
        </Button>
        <span className="text-[12px] text-ink-3">Shows what would happen. Nothing is written.</span>
      </div>
      {told !== undefined && (
        <p role={told.isBad ? 'alert' : 'status'} className={told.isBad ? 'text-crit-text' : 'text-ok-text'}>
          {told.text}
        </p>
      )}
      {shown !== undefined && <DryRun plan={shown.plan} isRunning={isRunning} onApply={() => apply(shown)} />}
    </div>
  );
}

interface ShownPlan {
  readonly of: ResetTarget;
  readonly plan: ResetPlan;
}

function useReset(topic: string, group: string, actions: ResetActions, onDone: () => void) {
  const [shown, setShown] = useState<ShownPlan>();
  const [told, setTold] = useState<{ readonly text: string; readonly isBad: boolean }>();
  const [isRunning, start] = useTransition();
  const tell = (text: string, isBad: boolean) => setTold({ text, isBad });
  const run = (work: () => Promise<void>) =>
    start(() => work().catch(() => tell('That did not reach Hearth. Nothing was changed.', true)));
  const clear = () => {
    setShown(undefined);
    setTold(undefined);
  };
  const dryRun = (of: ResetTarget) =>
    run(async () => {
      const answer = await actions.dryRun(topic, group, of);
      clear();
      if (typeof answer === 'string') tell(answer, true);
      else setShown({ of, plan: answer });
    });
  const apply = ({ of, plan: { moves, token } }: ShownPlan) =>
    run(async () => {
      const answer = await actions.reset({ topic, group, target: of, moves, token });
      clear();
      if (answer.kind === 'stale') {
        setShown({ of, plan: answer.plan });
        tell('The group moved since. Nothing was written; here is the new dry run.', true);
      } else if (answer.kind === 'refused') tell(answer.problem, true);
      else tell(`${group} goes on there when it starts again.`, false);
      onDone();
    });
  return { shown, told, isRunning, dryRun, apply, clear };
}

function DryRun({ plan, isRunning, onApply }: { plan: ResetPlan; isRunning: boolean; onApply: () => void }) {
  const format = useFormat();
  const whole = (count: number) => format.number(count, 0);
  return (
    <section className="grid gap-2" aria-label="Dry run">
      {plan.problem !== null && <p className="text-crit-text">{plan.problem}</p>}
      {plan.moves.length > 0 && (
        <>
          <ul className="font-mono text-[12px]">
            {plan.moves.slice(0, 50).map(({ partition, from, to }) => (
              <li key={partition}>
                partition {partition}: {from === null ? 'nothing read' : whole(from)} → {whole(to)}
              </li>
            ))}
            {plan.moves.length > 50 && <li>… and {plan.moves.length - 50} more</li>}
          </ul>
          <p>
            {[
              ...(plan.again > 0 ? [`${whole(plan.again)} messages are read again`] : []),
              ...(plan.skipped > 0 ? [`${whole(plan.skipped)} messages are never read`] : []),
            ].join(', ') || 'No message is read again or passed over'}
            .
          </p>
        </>
      )}
      {plan.problem === null && (
        <div>
          <Button look={plan.skipped > 0 ? 'danger' : 'primary'} disabled={isRunning} onClick={onApply}>
            Move {plan.moves.length} {plan.moves.length === 1 ? 'partition' : 'partitions'}
          </Button>
        </div>
      )}
    </section>
  );
}
