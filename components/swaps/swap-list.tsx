'use client';

import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { useOutcome } from '@/components/ui/use-outcome';
import type { Outcome } from '@/contracts/registry';
import type { SwapLine, SwapTakenBack } from '@/contracts/swap';

/** The devices that took another one's place, newest first. */
export function SwapList({
  swaps,
  undo,
}: {
  swaps: readonly SwapLine[];
  undo: (id: number) => Promise<Outcome<SwapTakenBack>>;
}) {
  const format = useFormat();
  const { run, isRunning, problem } = useOutcome();
  const [isWithoutDevice, setWithoutDevice] = useState(false);
  if (swaps.length === 0 && !isWithoutDevice) return null;
  return (
    <section className="panel p-4" aria-label="Swapped devices">
      <h2 className="mb-1">Swapped devices</h2>
      <ul>
        {[...swaps].reverse().map(({ id, at, device, before, offsets, isUndoable }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
            <p className="min-w-0 flex-1">
              {device}
              <span className="block text-[12px] text-ink-2">
                since <Moment at={at}>{`${format.time(at, 'date')} ${format.time(at, 'minute')}`}</Moment>
                {before.length > 0 && `, in the place of ${before.join(', ')}`}
                {offsets.map(({ quantity, channel, offset }) => (
                  <span key={`${quantity} ${channel}`}>
                    {`, ${format.label(quantity)}${channel === null ? '' : ` ${channel}`} ${offset < 0 ? '−' : '+'} ${format.number(Math.abs(offset), 3)}`}
                  </span>
                ))}
              </span>
            </p>
            {isUndoable && (
              <Button
                disabled={isRunning}
                onClick={() =>
                  run(
                    () => undo(id),
                    ({ hasDevice }) => setWithoutDevice(!hasDevice),
                  )
                }
              >
                Take it back
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isWithoutDevice && (
        <p role="status" className="mt-1 text-[13px]">
          No device feeds this sensor now: the one before feeds another sensor by now, or had been taken away.
        </p>
      )}
      <p className="mt-1 text-[12px] text-ink-2">
        Taken back, what fed the sensor before does so again, for the past as well.
      </p>
      {problem !== undefined && (
        <p role="alert" className="mt-2 text-[13px] text-crit-text">
          {problem}
        </p>
      )}
    </section>
  );
}
