'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { useOutcome } from '@/components/ui/use-outcome';
import type { BelievableSeries, Range } from '@/contracts/believable';
import { type RangeActions, typedLimit, typedRange } from './believing';
import { changedSince, whyNotYet } from './judged';
import { NotYet } from './not-yet';
import { PastChoice } from './past-choice';
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
  const { judged, askAgain } = useJudgement(series, range, actions.judge);
  const since = isPast ? changedSince(judged) : null;
  const whyNot = whyNotYet(range !== undefined, judged);
  const whyNotId = useId();
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
        if (range !== undefined && whyNot === undefined) send(range);
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
      {judged.state === 'known' && (
        <PastChoice judgement={judged.judgement} isPast={isPast} onPast={setIsPast} />
      )}
      <NotYet id={whyNotId} whyNot={whyNot} judged={judged} onAgain={askAgain} />
      {problem !== undefined && (
        <p role="alert" className="text-[13px] text-crit-text">
          {problem}
        </p>
      )}
      <div className="flex gap-2.5">
        <Button
          type="submit"
          look="primary"
          disabled={isRunning || whyNot !== undefined}
          aria-describedby={whyNotId}
        >
          {submit}
        </Button>
      </div>
    </form>
  );
}
