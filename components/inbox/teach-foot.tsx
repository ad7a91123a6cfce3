'use client';

import { EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button, IconButton } from '@/components/ui/button';
import { MOST_TAUGHT } from '@/contracts/teaching';

/** What happens, and to how much. */
export function TeachFoot({
  verb,
  taught,
  waiting,
  isReady,
  isRunning,
  problem,
  onTeach,
  onIgnore,
  children,
}: {
  verb: string;
  taught: number;
  waiting: number;
  isReady: boolean;
  isRunning: boolean;
  problem: string | undefined;
  /** Undefined where it can't be taught by a click. */
  onTeach: (() => void) | undefined;
  onIgnore: () => void;
  children?: ReactNode;
}) {
  const format = useFormat();
  return (
    <div className="grid gap-2">
      {problem !== undefined && (
        <p role="alert" className="text-crit-text">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2.5">
        {onTeach !== undefined && (
          <Button look="primary" disabled={!isReady || isRunning} onClick={onTeach}>
            {isRunning ? 'Teaching…' : `${verb} ${sensors(taught)}`}
          </Button>
        )}
        {taught > 0 && (
          <span className="text-[12.5px] text-ink-2">
            {waiting === 0
              ? 'their history begins now'
              : waiting === 1
                ? '1 waiting message becomes their history'
                : `${format.number(waiting, 0)} waiting messages become their history`}
          </span>
        )}
        <span className="ml-auto flex gap-2">
          {children}
          <IconButton label="Ignore it for ever" disabled={isRunning} onClick={onIgnore}>
            <EyeOff size={16} strokeWidth={1.75} aria-hidden="true" />
          </IconButton>
        </span>
      </div>
    </div>
  );
}

/** Why so many can't be; undefined where they can. */
export function tooMany(count: number): string | undefined {
  return count > MOST_TAUGHT ? `At most ${MOST_TAUGHT} at once: these are ${count}.` : undefined;
}

function sensors(count: number): string {
  if (count === 0) return 'sensors';
  return count === 1 ? '1 sensor' : `${count} sensors`;
}
