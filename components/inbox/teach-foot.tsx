'use client';

import { EyeOff } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button, IconButton } from '@/components/ui/button';
import { MOST_TAUGHT } from '@/contracts/teaching';

/** What happens, and to how much. */
export function TeachFoot({
  verb,
  taught,
  waiting,
  missing,
  isRunning,
  problem,
  onTeach,
  ignored,
  onIgnore,
  children,
}: {
  verb: string;
  taught: number;
  waiting: number;
  /** What has yet to be said before it can be taught; undefined: nothing. */
  missing: string | undefined;
  isRunning: boolean;
  problem: string | undefined;
  /** Undefined where it can't be taught by a click. */
  onTeach: (() => void) | undefined;
  /** What a press ignores, or what is missing for that. */
  ignored: string;
  onIgnore: (() => void) | undefined;
  children?: ReactNode;
}) {
  const format = useFormat();
  const said = useId();
  return (
    <div className="grid gap-2">
      {problem !== undefined && (
        <p role="alert" className="text-crit-text">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2.5">
        {onTeach !== undefined && (
          <Button
            look="primary"
            disabled={missing !== undefined || isRunning}
            onClick={onTeach}
            aria-describedby={said}
          >
            {isRunning ? 'Teaching…' : `${verb} ${sensors(taught)}`}
          </Button>
        )}
        <span id={said} className="text-[12.5px] text-ink-2">
          {onTeach !== undefined &&
            (missing ?? historyWords(waiting, taught, (count) => format.number(count, 0)))}
        </span>
        <span className="ml-auto flex gap-2">
          {children}
          <IconButton label={ignored} disabled={isRunning || onIgnore === undefined} onClick={onIgnore}>
            <EyeOff size={16} strokeWidth={1.75} aria-hidden="true" />
          </IconButton>
        </span>
      </div>
    </div>
  );
}

/** What has yet to be said of so many that were ticked; undefined where they can be taught. */
export function whatIsMissing(ticked: number): string | undefined {
  if (ticked === 0) return 'tick and name at least one';
  return ticked > MOST_TAUGHT ? `at most ${MOST_TAUGHT} at once: these are ${ticked}` : undefined;
}

function historyWords(waiting: number, taught: number, whole: (count: number) => string): string {
  const whose = taught === 1 ? 'its' : 'their';
  if (waiting === 0) return `${whose} history begins now`;
  return waiting === 1
    ? `1 waiting message becomes ${whose} history`
    : `${whole(waiting)} waiting messages become ${whose} history`;
}

function sensors(count: number): string {
  if (count === 0) return 'sensors';
  return count === 1 ? '1 sensor' : `${count} sensors`;
}
