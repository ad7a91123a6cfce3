'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { typedNumber } from '@/components/format/typed-number';
import { Button, ButtonLink } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { Outcome } from '@/contracts/registry';
import { offsetOf, type SwapPlan, type Swapped, type SwapWish } from '@/contracts/swap';
import { continuePath } from './continue-path';
import { CounterFields, offsetKey } from './counter-fields';

type Begin = 'heard' | 'now';

interface Planned {
  readonly plan: SwapPlan;
  readonly begin: Begin;
  readonly now: number;
  readonly swap: (wish: SwapWish) => Promise<Outcome<Swapped>>;
}

/** What happens when a device continues a sensor, said before it does, and what happened. */
export function ContinuePlan({
  revoke,
  ...planned
}: Planned & { revoke: (login: string) => Promise<Outcome<null>> }) {
  const [done, setDone] = useState<{ readonly plan: SwapPlan; readonly swapped: Swapped }>();
  if (done !== undefined) return <Done {...done} revoke={revoke} />;
  const { plan, begin } = planned;
  return <PlanForm key={begin} {...planned} onSwapped={(swapped) => setDone({ plan, swapped })} />;
}

function PlanForm({
  plan,
  begin,
  now,
  swap,
  onSwapped,
}: Planned & { onSwapped: (swapped: Swapped) => void }) {
  const { run, isRunning, problem } = useOutcome();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() => aligned(plan));
  const offsets = plan.counters.map((counter) => ({
    quantity: counter.quantity,
    channel: counter.channel,
    offset: numberIn(typed[offsetKey(counter)] ?? ''),
  }));
  const isTyped = offsets.every(({ offset }) => Number.isFinite(offset));
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
        if (isTyped) run(() => swap(wish), onSwapped);
      }}
    >
      <BeginChoice plan={plan} begin={begin} now={now} />
      {plan.counters.length > 0 && (
        <CounterFields
          counters={plan.counters}
          typed={typed}
          onType={(key, text) => setTyped({ ...typed, [key]: text })}
        />
      )}
      <WhatElse plan={plan} />
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

function aligned({ counters }: SwapPlan): Readonly<Record<string, string>> {
  return Object.fromEntries(counters.map((counter) => [offsetKey(counter), String(offsetOf(counter))]));
}

function numberIn(text: string): number {
  return text.trim() === '' ? 0 : (typedNumber(text) ?? Number.NaN);
}

/** From when on its messages are the sensor's. */
function BeginChoice({ plan, begin, now }: { plan: SwapPlan; begin: Begin; now: number }) {
  const format = useFormat();
  const router = useRouter();
  const [isLooking, startLooking] = useTransition();
  const choose = (next: Begin) =>
    startLooking(() =>
      router.replace(continuePath(plan.device, { sensor: plan.sensor.id, begin: next }), { scroll: false }),
    );
  const overlaps = plan.sensorUntil !== null && plan.sensorUntil > plan.heardSince;
  const choices = [
    {
      id: 'heard' as const,
      label: `Since it was first heard, ${format.moment(plan.heardSince, now)}`,
      hint: `What it sent since then becomes part of the sensor’s past${
        overlaps ? ', and what the old device sent after that is taken out' : ''
      }.`,
    },
    { id: 'now' as const, label: 'From now on', hint: 'The past stays as it is.' },
  ];
  return (
    <fieldset className="panel grid gap-2 p-4" aria-busy={isLooking}>
      <legend className="float-left mb-1 font-semibold">It begins</legend>
      {choices.map(({ id, label, hint }) => (
        <label
          key={id}
          className="clear-both flex min-h-11 cursor-pointer items-start gap-2.5 text-[13px] desk:min-h-0"
        >
          <input
            type="radio"
            name="begin"
            checked={begin === id}
            onChange={() => choose(id)}
            className="mt-0.5 size-4 accent-ink"
          />
          <span>
            {label}
            <span className="block text-[12px] text-ink-2">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** What follows of it, and what doesn't. */
function WhatElse({ plan }: { plan: SwapPlan }) {
  const { before, mappings, login, sensor } = plan;
  const lines = [
    ...before.map(({ key }) => `${key} feeds it no longer.`),
    ...(login === null ? [] : [`Its login becomes ${login}.`]),
    'The chart marks the moment, and it can be undone in the sensor’s settings.',
  ];
  return (
    <section className="panel p-4" aria-label="What follows">
      <h2 className="mb-1">What follows</h2>
      <ul className="grid list-disc gap-1 pl-5 text-ink-2">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {mappings.length > 0 && (
        <div className="mt-3 rounded-lg bg-warn-wash px-3 py-2 text-[13px] text-warn-text">
          <p>
            Mappings feed {sensor.name} as well, and go on: {mappings.join(', ')}. If the old device sends
            these, end them, or both are heard.
          </p>
          <p className="mt-2">
            <ButtonLink href="/mappings">Mappings</ButtonLink>
          </p>
        </div>
      )}
    </section>
  );
}

function Done({
  plan: { sensor, device },
  swapped: { idleLogin },
  revoke,
}: {
  plan: SwapPlan;
  swapped: Swapped;
  revoke: (login: string) => Promise<Outcome<null>>;
}) {
  const { run, isRunning, problem } = useOutcome();
  const [isRevoked, setIsRevoked] = useState(false);
  return (
    <section className="panel grid justify-items-start gap-3 p-4" aria-label="Done">
      <p role="status">
        {device.key} continues {sensor.name}.
      </p>
      {idleLogin !== null && !isRevoked && (
        <div className="grid justify-items-start gap-2">
          <p className="text-ink-2">
            The old device’s login “{idleLogin.name}” still lets it in, and feeds nothing any more.
          </p>
          <Button
            disabled={isRunning}
            onClick={() =>
              run(
                () => revoke(idleLogin.id),
                () => setIsRevoked(true),
              )
            }
          >
            Revoke its login
          </Button>
        </div>
      )}
      {isRevoked && <p className="text-ink-2">Its login is revoked.</p>}
      {problem !== undefined && (
        <p role="alert" className="text-[13px] text-crit-text">
          {problem}
        </p>
      )}
      <ButtonLink look="primary" href={`/sensors/${encodeURIComponent(sensor.id)}`}>
        Show {sensor.name}
      </ButtonLink>
    </section>
  );
}
