'use client';

import { Check, CircleSlash, Clock, Trash2, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import type { ConfigFact } from '@/contracts/topic-page';
import { type Change, type ChangePlan, isApplicable, type PlanScope } from '@/contracts/topic-plan';
import { changeWords } from './change-words';
import { PlanDiff } from './plan-diff';

export interface PlanActions {
  readonly onApply: (scope: PlanScope, typed: string, why: string) => void;
  /** Undefined while there is nothing to save. */
  readonly onSave: ((why: string) => void) | undefined;
  readonly isRunning: boolean;
}

/** What would change, line by line and in words; nothing moves before somebody presses here. */
export function PlanPanel({
  plan,
  isFresh,
  failure,
  settings,
  actions,
  outcome,
}: {
  plan: ChangePlan | undefined;
  /** The plan is of what is typed now. */
  isFresh: boolean;
  failure: string | undefined;
  settings: readonly ConfigFact[];
  actions: PlanActions;
  outcome: ReactNode;
}) {
  return (
    <section className="panel desk:sticky desk:top-4" aria-label="Plan">
      <div className="flex items-baseline gap-2 px-4 pt-[13px] pb-2.5">
        <h2>Plan</h2>
        <span className="text-[12px] text-ink-3" role="status">
          {headWords(plan, isFresh)}
        </span>
      </div>
      {outcome}
      {failure !== undefined && (
        <p role="alert" className="border-t border-line px-4 py-2.5 text-crit-text">
          {failure}
        </p>
      )}
      {plan !== undefined && (
        <>
          <PlanDiff plan={plan} />
          {plan.changes.length > 0 && <PlanWords plan={plan} settings={settings} />}
          {/* Another plan is another thing to confirm: what was typed for the last one is not carried over. */}
          <PlanButtons key={plan.confirm} plan={plan} isFresh={isFresh} actions={actions} />
        </>
      )}
    </section>
  );
}

function headWords(plan: ChangePlan | undefined, isFresh: boolean): string {
  if (plan === undefined || !isFresh) return 'being made…';
  const count = plan.changes.length;
  if (count === 0) return 'no change';
  return `${count} ${count === 1 ? 'change' : 'changes'}, nothing applied yet`;
}

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

function PlanWords({ plan, settings }: { plan: ChangePlan; settings: readonly ConfigFact[] }) {
  const format = useFormat();
  const losesByAge = plan.changes.some(({ loss }) => (loss?.messages ?? 0) > 0);
  return (
    <ul className="grid gap-2.5 px-4 py-3">
      {plan.changes.map((change) => {
        const setting = settings.find(({ name }) => name === change.what);
        const { title, consequence } = changeWords(change, setting, format);
        return (
          <li key={change.what} className="flex gap-2.5">
            <ChangeIcon change={change} />
            <div className="min-w-0">
              <b>{title}</b>
              <p className="text-[12px] text-ink-2">{consequence}</p>
            </div>
          </li>
        );
      })}
      {losesByAge && (
        <li className="flex gap-2.5 text-[12px] text-ink-2">
          <Clock {...ICON} className="mt-px shrink-0" />
          Kafka deletes within about five minutes, whole files at a time. What comes live is not interrupted.
        </li>
      )}
      {plan.refusedByKafka !== null && (
        <li className="flex gap-2.5 text-crit-text" role="alert">
          <CircleSlash {...ICON} className="mt-0.5 shrink-0" />
          Kafka would refuse it: {plan.refusedByKafka}
        </li>
      )}
    </ul>
  );
}

function ChangeIcon({ change }: { change: Change }) {
  const [Icon, colour, spoken] =
    change.class === 'impossible'
      ? ([CircleSlash, 'text-crit-text', 'Impossible: '] as const)
      : (change.loss?.messages ?? 0) > 0
        ? ([Trash2, 'text-crit-text', 'Deletes: '] as const)
        : change.class === 'safe'
          ? ([Check, 'text-ok-text', 'Safe: '] as const)
          : ([TriangleAlert, 'text-warn-text', 'Affects what is stored: '] as const);
  return (
    <span className={`mt-0.5 shrink-0 ${colour}`}>
      <Icon {...ICON} />
      <span className="sr-only">{spoken}</span>
    </span>
  );
}

function PlanButtons({
  plan,
  isFresh,
  actions: { onApply, onSave, isRunning },
}: {
  plan: ChangePlan;
  isFresh: boolean;
  actions: PlanActions;
}) {
  const [typed, setTyped] = useState('');
  const [why, setWhy] = useState('');
  const all = plan.changes.filter((change) => isApplicable(change, 'all'));
  const safe = plan.changes.filter((change) => isApplicable(change, 'safe'));
  const isRefused = plan.refusedByKafka !== null || plan.problems.some(({ isRefusal }) => isRefusal);
  const isBlocked = !isFresh || isRunning || isRefused;
  if (all.length === 0 && onSave === undefined) return null;
  const isConfirmed = plan.confirm === null || typed.trim() === plan.confirm;
  return (
    <div className="grid gap-3 border-t border-line px-4 py-3.5">
      {all.length > 0 && plan.confirm !== null && (
        <TextField
          label={`Type “${plan.confirm}” to confirm`}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          spellCheck={false}
        />
      )}
      {onSave !== undefined && (
        <TextField
          label="Why (kept with the revision)"
          value={why}
          maxLength={400}
          onChange={({ target }) => setWhy(target.value)}
        />
      )}
      <div className="flex flex-wrap gap-2.5">
        {all.length > 0 && (
          <Button
            look={plan.confirm === null ? 'primary' : 'danger'}
            className="flex-1"
            disabled={isBlocked || !isConfirmed}
            onClick={() => onApply('all', typed, why)}
          >
            {isRunning ? 'Applying…' : `Apply ${all.length} ${all.length === 1 ? 'change' : 'changes'}`}
          </Button>
        )}
        {safe.length > 0 && safe.length < all.length && (
          <Button disabled={isBlocked} onClick={() => onApply('safe', '', why)}>
            {safe.length === 1 ? 'Only the safe one' : 'Only the safe ones'}
          </Button>
        )}
        {onSave !== undefined && (
          <Button disabled={isBlocked} onClick={() => onSave(why)}>
            {all.length > 0 ? 'Save, apply later' : 'Save'}
          </Button>
        )}
      </div>
    </div>
  );
}
