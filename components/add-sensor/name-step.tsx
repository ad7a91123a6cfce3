'use client';

import Link from 'next/link';
import { roughText } from '@/components/format/duration';
import { useFormat } from '@/components/format/format-provider';
import type { FormAction } from '@/components/registry/form-state';
import { FormProblem, SensorFields } from '@/components/registry/sensor-fields';
import { useFormAction } from '@/components/registry/use-form-action';
import { continuePath } from '@/components/swaps/continue-path';
import { Button } from '@/components/ui/button';
import { LiveDot } from '@/components/ui/live-dot';
import type { ArrivalProgress } from '@/contracts/arrival';
import type { EditedSensor } from '@/contracts/registry';
import { BelievableRange } from './believable-range';
import { FirstHour } from './first-hour';
import { SignCheck } from './sign-check';

/** The last step: what it says, and what it is called. */
export function NameStep({
  sensor,
  progress,
  rooms,
  turn,
  finish,
}: {
  sensor: EditedSensor;
  progress: ArrivalProgress;
  rooms: readonly string[];
  /** Turns the sign of its power; undefined: what it says is read by its family. */
  turn: (() => Promise<string | undefined>) | undefined;
  finish: FormAction;
}) {
  const format = useFormat();
  const { refusal, isSending, onSubmit } = useFormAction(finish);
  const { name, room, icon, profile } = sensor;
  const arrived = progress.series.filter(({ latest }) => latest !== null);
  const first = Math.max(0, ...arrived.map(({ latest }) => latest?.seenAt ?? 0));
  const power = arrived.find(({ quantity }) => quantity === 'power');
  return (
    <div className="grid items-start gap-3 desk:grid-cols-[minmax(0,1fr)_minmax(0,372px)] desk:gap-4">
      <section className="panel p-5" aria-label="What it says">
        <p className="flex items-center gap-2.5">
          <span className="inline-flex h-[22px] items-center gap-1.5 rounded-md bg-ember-wash px-2 text-[12px] font-semibold text-ember-text">
            <LiveDot small />
            It lives
          </span>
          <span className="text-[12.5px] text-ink-2">
            newest reading {roughText(Math.max(1_000, progress.now - first))} ago
          </span>
        </p>
        <dl className="mt-4 flex flex-wrap gap-x-10 gap-y-4" data-testid="arrived">
          {arrived.map(({ quantity, channel, unit, latest }) => (
            <div key={`${quantity} ${channel}`}>
              <dt className="text-[12.5px] text-ink-2">
                {format.label(quantity)}
                {channel !== null && ` ${channel}`}
              </dt>
              <dd className="text-[28px] leading-9 font-[560] tracking-[-0.025em]">
                {latest === null ? '–' : format.withUnit(latest.value, quantity, unit)}
              </dd>
            </div>
          ))}
        </dl>
        {arrived[0] !== undefined && <FirstHour sensor={sensor} series={arrived[0]} now={progress.now} />}
        {power !== undefined && <SignCheck watts={power.latest?.value ?? 0} turn={turn} />}
      </section>
      <section className="panel p-4" aria-label="Name it">
        <h2 className="mb-3">Name it</h2>
        <form onSubmit={onSubmit} className="grid gap-3 [&_.desk\:grid-cols-2]:grid-cols-1">
          <input
            type="hidden"
            name="before"
            value={JSON.stringify({ name, room: room ?? '', icon, profile })}
          />
          <SensorFields initial={sensor} rooms={rooms} refusal={refusal} />
          {progress.taught.length > 0 && <BelievableRange taught={progress.taught} />}
          <p className="text-[12.5px] text-ink-2">
            Watch it without settings: Hearth learns its rhythm and says so when it goes quiet.
          </p>
          {sensor.device !== null && (
            <p className="text-[12.5px] text-ink-2">
              Did it take another device’s place?{' '}
              <Link
                href={continuePath(sensor.device)}
                prefetch={false}
                className="underline underline-offset-2"
              >
                It continues a sensor
              </Link>
              , with its name and its past.
            </p>
          )}
          <FormProblem refusal={refusal} />
          <Button type="submit" look="primary" disabled={isSending}>
            {isSending ? 'Saving…' : 'Done, show it on Now'}
          </Button>
          <Button type="submit" look="quiet" name="another" value="yes" disabled={isSending}>
            Done, and add another
          </Button>
        </form>
      </section>
    </div>
  );
}
