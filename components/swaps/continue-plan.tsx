'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { Outcome } from '@/contracts/registry';
import { offsetOf, type SwapPlan, type Swapped, type SwapWish } from '@/contracts/swap';
import { BeginChoice } from './begin-choice';
import { Continued } from './continued';
import { CounterFields, offsetKey } from './counter-fields';
import { typedOffset } from './offset-words';
import { type Begin, likelyBegin, type SwapPlans } from './swap-plans';
import { WhatFollows } from './what-follows';

interface Planned {
  readonly plans: SwapPlans;
  readonly now: number;
  readonly swap: (wish: SwapWish) => Promise<Outcome<Swapped>>;
}

/** What happens when a device continues a sensor, said before it does, and what happened. */
export function ContinuePlan({
  revoke,
  ...planned
}: Planned & { revoke: (login: string) => Promise<Outcome<null>> }) {
  const [done, setDone] = useState<{ readonly plan: SwapPlan; readonly swapped: Swapped }>();
  if (done !== undefined) return <Continued {...done} revoke={revoke} />;
  return <PlanForm {...planned} onSwapped={(plan, swapped) => setDone({ plan, swapped })} />;
}

function PlanForm({
  plans,
  now,
  swap,
  onSwapped,
}: Planned & { onSwapped: (plan: SwapPlan, swapped: Swapped) => void }) {
  const { run, isRunning, problem } = useOutcome();
  const [begin, setBegin] = useState<Begin>(() => likelyBegin(plans));
  const plan = plans[begin];
  const { typed, type, offsets, isTyped } = useOffsets(plan, begin);
  const wish: SwapWish = {
    sensorId: plan.sensor.id,
    device: { family: plan.device.family, key: plan.device.key },
    since: begin === 'heard' ? Math.floor(plan.heardSince) : null,
    offsets: offsets.filter(({ offset }) => offset !== 0),
  };
  return (
    <form
      className="grid gap-3 desk:gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isTyped)
          run(
            () => swap(wish),
            (swapped) => onSwapped(plan, swapped),
          );
      }}
    >
      <BeginChoice plans={plans} begin={begin} now={now} onBegin={setBegin} />
      {plan.counters.length > 0 && <CounterFields counters={plan.counters} typed={typed} onType={type} />}
      <WhatFollows plan={plan} />
      {problem !== undefined && (
        <p role="alert" className="text-[13px] text-crit-text">
          {problem}
        </p>
      )}
      <div className="flex gap-2.5">
        <Button type="submit" look="primary" disabled={isRunning || !isTyped}>
          {isRunning ? 'Continuing…' : `Continue ${plan.sensor.name}`}
        </Button>
      </div>
    </form>
  );
}

/** What is added to each counter: as proposed for that beginning, or as somebody typed for it. */
function useOffsets({ counters }: SwapPlan, begin: Begin) {
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const typed = Object.fromEntries(
    counters.map((counter) => {
      const key = offsetKey(counter);
      return [key, own[`${begin} ${key}`] ?? String(offsetOf(counter))];
    }),
  );
  const offsets = counters.map((counter) => ({
    quantity: counter.quantity,
    channel: counter.channel,
    offset: typedOffset(typed[offsetKey(counter)] ?? ''),
  }));
  return {
    typed,
    type: (key: string, text: string) => setOwn({ ...own, [`${begin} ${key}`]: text }),
    offsets,
    isTyped: offsets.every(({ offset }) => Number.isFinite(offset)),
  };
}
