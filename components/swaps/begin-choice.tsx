'use client';

import { useId } from 'react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { goesOnWords } from './offset-words';
import { BEGINS, type Begin, overlaps, type SwapPlans } from './swap-plans';

/** From when on a device's messages are the sensor's, and what each choice does to its past and its meters. */
export function BeginChoice({
  plans,
  begin,
  now,
  onBegin,
}: {
  plans: SwapPlans;
  begin: Begin;
  now: number;
  onBegin: (begin: Begin) => void;
}) {
  const format = useFormat();
  const [name, hints] = [useId(), useId()];
  return (
    <fieldset className="panel grid gap-2 p-4">
      <legend className="float-left mb-1 font-semibold">It begins</legend>
      {BEGINS.map((each) => (
        <label
          key={each}
          className="clear-both flex min-h-11 cursor-pointer items-start gap-2.5 text-[13px] desk:min-h-0"
        >
          <input
            type="radio"
            name={name}
            checked={begin === each}
            onChange={() => onBegin(each)}
            aria-describedby={`${hints}-${each}`}
            aria-labelledby={`${hints}-${each}-label`}
            className="mt-0.5 size-4 accent-ink"
          />
          <span>
            <span id={`${hints}-${each}-label`}>
              {each === 'now'
                ? 'From now on'
                : `Since it was first heard, ${format.moment(plans.heard.heardSince, now)}`}
            </span>
            <span id={`${hints}-${each}`} className="block text-[12px] text-ink-2">
              {hintOf(plans, each, format)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function hintOf({ heard, now }: SwapPlans, begin: Begin, format: Format): string {
  if (begin === 'now') return `The past stays as it is. ${goesOnWords(now.counters, format)}`.trimEnd();
  const takenOut = overlaps(heard) ? ', and what the old device sent after that is taken out' : '';
  return `What it sent since then becomes part of the sensor’s past${takenOut}. ${goesOnWords(heard.counters, format)}`.trimEnd();
}
