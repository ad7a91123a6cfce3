'use client';

import { useState, useTransition } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import type { GroupFacts, ResetPlan, ResetTarget } from '@/contracts/topic-groups';
import { zonedTime } from '@/contracts/zoned-time';
import type { ResetActions } from './reset-actions';

const KINDS = [
  { value: 'start', label: 'the first message there is' },
  { value: 'end', label: 'the end: only what comes from now on' },
  { value: 'moment', label: 'a moment' },
  { value: 'back', label: 'some messages back' },
  { value: 'offset', label: 'an offset in one partition' },
] as const;

type Kind = (typeof KINDS)[number]['value'];

interface Typed {
  readonly kind: Kind;
  readonly moment: string;
  readonly messages: string;
  readonly partition: string;
  readonly offset: string;
}

const NOTHING_TYPED: Typed = { kind: 'start', moment: '', messages: '', partition: '0', offset: '' };

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
  const [typed, setTyped] = useState<Typed>(NOTHING_TYPED);
  const [plan, setPlan] = useState<{ readonly of: ResetTarget; readonly plan: ResetPlan }>();
  const [told, setTold] = useState<{ readonly text: string; readonly isBad: boolean }>();
  const [isRunning, start] = useTransition();
  const target = targetOf(typed, timeZone);
  const change = (part: Partial<Typed>) => {
    setTyped((before) => ({ ...before, ...part }));
    setPlan(undefined);
    setTold(undefined);
  };
  const run = (work: () => Promise<void>) =>
    start(() =>
      work().catch(() => setTold({ text: 'That did not reach Hearth. Nothing was changed.', isBad: true })),
    );
  const dryRun = (of: ResetTarget) =>
    run(async () => {
      const answer = await actions.dryRun(topic, group, of);
      setTold(typeof answer === 'string' ? { text: answer, isBad: true } : undefined);
      setPlan(typeof answer === 'string' ? undefined : { of, plan: answer });
    });
  const apply = (of: ResetTarget, { moves, token }: ResetPlan) =>
    run(async () => {
      const answer = await actions.reset({ topic, group, target: of, moves, token });
      if (answer.kind === 'stale') {
        setPlan({ of, plan: answer.plan });
        setTold({
          text: 'The group moved since. Nothing was written; here is the new dry run.',
          isBad: true,
        });
        return;
      }
      setPlan(undefined);
      setTold(
        answer.kind === 'done'
          ? { text: `${group} goes on there when it starts again.`, isBad: false }
          : { text: answer.problem, isBad: true },
      );
      onDone();
    });
  return (
    <div className="mt-2.5 grid gap-3 rounded-lg border border-line bg-sunken p-3">
      <TargetFields typed={typed} change={change} timeZone={timeZone} />
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
      {plan !== undefined && (
        <DryRun plan={plan.plan} isRunning={isRunning} onApply={() => apply(plan.of, plan.plan)} />
      )}
    </div>
  );
}

function TargetFields({
  typed,
  change,
  timeZone,
}: {
  typed: Typed;
  change: (part: Partial<Typed>) => void;
  timeZone: string;
}) {
  return (
    <div className="grid gap-3 desk:grid-cols-3">
      <SelectField
        label="Go on at"
        value={typed.kind}
        options={KINDS}
        onChange={({ target }) =>
          change({ kind: KINDS.find(({ value }) => value === target.value)?.value ?? 'start' })
        }
      />
      {typed.kind === 'moment' && (
        <TextField
          label="Moment"
          type="datetime-local"
          step={1}
          value={typed.moment}
          hint={`By the home’s clock, ${timeZone}`}
          onChange={({ target }) => change({ moment: target.value })}
        />
      )}
      {typed.kind === 'back' && (
        <TextField
          label="Messages in each partition"
          inputMode="numeric"
          value={typed.messages}
          onChange={({ target }) => change({ messages: target.value })}
        />
      )}
      {typed.kind === 'offset' && (
        <>
          <TextField
            label="Partition"
            inputMode="numeric"
            value={typed.partition}
            onChange={({ target }) => change({ partition: target.value })}
          />
          <TextField
            label="Offset"
            inputMode="numeric"
            value={typed.offset}
            onChange={({ target }) => change({ offset: target.value })}
          />
        </>
      )}
    </div>
  );
}

/** Undefined until it is written in full. */
function targetOf(
  { kind, moment, messages, partition, offset }: Typed,
  timeZone: string,
): ResetTarget | undefined {
  const whole = (text: string) => (/^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined);
  if (kind === 'start' || kind === 'end') return { kind };
  if (kind === 'back') {
    const count = whole(messages);
    return count === undefined ? undefined : { kind, messages: count };
  }
  if (kind === 'offset') {
    const [of, at] = [whole(partition), whole(offset)];
    return of === undefined || at === undefined ? undefined : { kind, partition: of, offset: at };
  }
  const wallMs = Date.parse(`${moment}Z`);
  return Number.isNaN(wallMs) ? undefined : { kind, moment: zonedTime(wallMs, timeZone, Date.now()) };
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
