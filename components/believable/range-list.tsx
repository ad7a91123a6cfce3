'use client';

import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { BelievableSeries, Range } from '@/contracts/believable';
import { type Believing, type RangeActions, rangeOf, typedLimit } from './believing';
import { changedSince, whyNotYet } from './judged';
import { NotYet } from './not-yet';
import { RangeForm } from './range-form';
import { useJudgement } from './use-judgement';

/** What can be believed of each series of a sensor: as usual, or as somebody set it. */
export function BelievableRanges({ series, actions }: Believing) {
  const format = useFormat();
  return (
    <section className="panel p-4" aria-label="Believable range">
      <h2 className="mb-1">Believable range</h2>
      <p className="mb-2 text-ink-2">
        What is outside is kept and marked ✕, and is part of no line, mean or sum. What is usual comes from
        the kind of sensor, else from what is possible.
      </p>
      {series.length === 0 && <p className="text-ink-3">Nothing was measured yet.</p>}
      {series.map((one) => (
        <SeriesRange
          key={`${one.quantity} ${one.channel} ${one.unit}`}
          initial={one}
          label={
            one.channel === null
              ? format.label(one.quantity)
              : `${format.label(one.quantity)}, ${one.channel}`
          }
          actions={actions}
        />
      ))}
    </section>
  );
}

function SeriesRange({
  initial,
  label,
  actions,
}: {
  initial: BelievableSeries;
  label: string;
  actions: RangeActions;
}) {
  const format = useFormat();
  const [own, setOwn] = useState(initial.own);
  const [said, setSaid] = useState<string>();
  const series = { ...initial, own };
  const range = rangeOf(series);
  const done = (next: Range | null, isPast: boolean) => {
    setOwn(next);
    setSaid(isPast ? 'Saved. What was sent is read again.' : 'Saved.');
  };
  return (
    <details className="group border-t border-line pt-1">
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 text-[13px]">
        <span>{label}</span>
        <span className="num text-ink-2">{rangeInWords(range, series.unit, format)}</span>
        <span className="text-[12px] text-ink-3">{own === null ? 'usual' : 'set by hand'}</span>
        <ChevronDown
          size={16}
          strokeWidth={1.75}
          aria-hidden="true"
          className="ml-auto text-ink-3 group-open:rotate-180"
        />
      </summary>
      <div className="grid gap-3 pt-1 pb-3">
        <RangeForm
          key={range.join(' ')}
          series={series}
          initial={range}
          actions={actions}
          submit="Save range"
          onSet={done}
        />
        {own !== null && (
          <AsUsual key={`as usual ${range.join(' ')}`} series={series} actions={actions} onDone={done} />
        )}
        {said !== undefined && (
          <p role="status" className="text-[12px] text-ink-2">
            {said}
          </p>
        )}
      </div>
    </details>
  );
}

/** Takes a person's word back, for the past as well. */
function AsUsual({
  series,
  actions,
  onDone,
}: {
  series: BelievableSeries;
  actions: RangeActions;
  onDone: (own: null, isPast: boolean) => void;
}) {
  const format = useFormat();
  const { run, isRunning, problem } = useOutcome();
  const { judged, askAgain } = useJudgement(series, series.usual, actions.judge);
  const { quantity, channel, usual, unit } = series;
  const since = changedSince(judged);
  const whyNot = whyNotYet(true, judged);
  const whyNotId = useId();
  return (
    <div className="grid justify-items-start gap-2">
      <Button
        disabled={isRunning || whyNot !== undefined}
        aria-describedby={whyNotId}
        onClick={() =>
          run(
            () => actions.set({ quantity, channel, limits: null, since: since && Math.floor(since) }),
            () => onDone(null, since !== null),
          )
        }
      >
        As usual: {rangeInWords(usual, unit, format)}
        {since !== null && ', for the past, too'}
      </Button>
      <NotYet id={whyNotId} whyNot={whyNot} judged={judged} onAgain={askAgain} />
      {problem !== undefined && (
        <p role="alert" className="text-[13px] text-crit-text">
          {problem}
        </p>
      )}
    </div>
  );
}

/** An open side is left out. */
function rangeInWords([min, max]: Range, unit: string, format: Format): string {
  const word = (limit: number) => {
    const typed = typedLimit(limit);
    return typed === '' ? '' : format.number(limit, (typed.split('.')[1] ?? '').length);
  };
  const [low, high] = [word(min), word(max)];
  const words = low === '' ? `up to ${high}` : high === '' ? `from ${low}` : `${low} to ${high}`;
  return low === '' && high === '' ? 'any value' : `${words} ${unit}`.trimEnd();
}
