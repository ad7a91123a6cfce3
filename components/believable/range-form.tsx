'use client';

import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { useOutcome } from '@/components/ui/use-outcome';
import type { BelievableSeries, Range, RangeJudgement } from '@/contracts/believable';
import { type RangeActions, typedLimit, typedRange } from './believing';
import { useJudgement } from './use-judgement';

/** Says from where to where values are believed, and first what that does to the past. */
export function RangeForm({
  series,
  initial,
  actions,
  submit,
  onSet,
}: {
  series: BelievableSeries;
  initial: Range;
  actions: RangeActions;
  submit: string;
  onSet: (range: Range, isPast: boolean) => void;
}) {
  const { run, isRunning, problem } = useOutcome();
  const [min, setMin] = useState(typedLimit(initial[0]));
  const [max, setMax] = useState(typedLimit(initial[1]));
  const [isPast, setIsPast] = useState(true);
  const range = typedRange(min, max, series.usual);
  const judgement = useJudgement(series, range, actions.judge);
  const since = isPast ? (judgement?.since ?? null) : null;
  const { quantity, channel, unit } = series;
  const send = (limits: Range) =>
    run(
      () => actions.set({ quantity, channel, limits, since: since === null ? null : Math.floor(since) }),
      () => onSet(limits, since !== null),
    );
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (range !== undefined) send(range);
      }}
    >
      <div className="grid max-w-[420px] grid-cols-2 gap-3">
        <TextField
          label={unit === '' ? 'From' : `From, ${unit}`}
          value={min}
          onChange={({ target }) => setMin(target.value)}
          inputMode="decimal"
          placeholder="any"
          problem={range === undefined ? 'Two numbers, the lower one first.' : undefined}
        />
        <TextField
          label={unit === '' ? 'To' : `To, ${unit}`}
          value={max}
          onChange={({ target }) => setMax(target.value)}
          inputMode="decimal"
          placeholder="any"
        />
      </div>
      <PastChoice judgement={judgement} isPast={isPast} onPast={setIsPast} />
      {problem !== undefined && (
        <p role="alert" className="text-[13px] text-crit-text">
          {problem}
        </p>
      )}
      <div className="flex gap-2.5">
        <Button
          type="submit"
          look="primary"
          disabled={isRunning || range === undefined || judgement === undefined}
        >
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** What happens to what is stored: said before it is done. */
function PastChoice({
  judgement,
  isPast,
  onPast,
}: {
  judgement: RangeJudgement | undefined;
  isPast: boolean;
  onPast: (isPast: boolean) => void;
}) {
  const format = useFormat();
  if (judgement === undefined || judgement.since === null) {
    return (
      <p className="text-[12px] text-ink-2">
        {judgement === undefined
          ? 'Looking at what is stored…'
          : 'It holds from now on. Nothing that is stored would be another.'}
      </p>
    );
  }
  return (
    <label className="flex min-h-11 cursor-pointer items-start gap-2.5 text-[13px] desk:min-h-0">
      <input
        type="checkbox"
        checked={isPast}
        onChange={({ target }) => onPast(target.checked)}
        className="mt-0.5 size-4 accent-ink"
      />
      <span>
        For the past, too
        <span className="block text-[12px] text-ink-2">
          {pastInWords(judgement, format)} since {format.time(judgement.since, 'date')}: what was sent is read
          again, and lines, means and sums follow. Unchecked, it holds from now on alone.
        </span>
      </span>
    </label>
  );
}

function pastInWords(
  { released, marked }: RangeJudgement,
  format: Pick<ReturnType<typeof useFormat>, 'number'>,
): string {
  const values = (count: number) => `${format.number(count, 0)} ${count === 1 ? 'value' : 'values'}`;
  const parts = [
    ...(released > 0
      ? [`${values(released)} marked ✕ ${released === 1 ? 'becomes a reading' : 'become readings'}`]
      : []),
    ...(marked > 0 ? [`${values(marked)} outside ${marked === 1 ? 'is' : 'are'} marked ✕`] : []),
  ];
  return parts.join(', ');
}
