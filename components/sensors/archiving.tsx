'use client';

import { useCallback, useEffect, useState, useTransition } from 'react';
import type { Refusal } from '@/components/registry/form-state';
import { Button } from '@/components/ui/button';
import type { SensorSummary } from '@/contracts/sensor';

export type ArchiveAction = (id: string, isArchived: boolean) => Promise<Refusal | undefined>;

const STAYS_MS = 15_000;
const UNREACHED: Refusal = { problem: 'That did not reach Hearth. Nothing was changed; try again.' };

type Archived = Pick<SensorSummary, 'id' | 'name'>;

/** Takes sensors off the list, and the last one back onto it. */
export function useArchiving(action: ArchiveAction | undefined) {
  const [last, setLast] = useState<Archived>();
  const [problem, setProblem] = useState<string>();
  const [, startSending] = useTransition();
  useEffect(() => {
    if (last === undefined && problem === undefined) return;
    const timer = setTimeout(() => {
      setLast(undefined);
      setProblem(undefined);
    }, STAYS_MS);
    return () => clearTimeout(timer);
  }, [last, problem]);
  const send = useCallback(
    (sensor: Archived, isArchived: boolean) =>
      startSending(async () => {
        const refusal = await action?.(sensor.id, isArchived).catch(() => UNREACHED);
        setProblem(refusal?.problem);
        setLast(refusal === undefined && isArchived ? { id: sensor.id, name: sensor.name } : undefined);
      }),
    [action],
  );
  // The same function each time: a row in which nothing changed rests.
  const archive = useCallback((sensor: Archived) => send(sensor, true), [send]);
  return {
    last,
    problem,
    archive: action === undefined ? undefined : archive,
    undo: () => last !== undefined && send(last, false),
  };
}

/** Floats above the list: it moves nothing. */
export function ArchivedNotice({ last, problem, undo }: ReturnType<typeof useArchiving>) {
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-[96px] z-20 grid justify-center desk:bottom-6 desk:left-[212px]"
    >
      {problem !== undefined && (
        <p className="pointer-events-auto rounded-xl bg-raised px-4 py-3 text-crit-text shadow-float">
          {problem}
        </p>
      )}
      {last !== undefined && (
        <p className="pointer-events-auto flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2 rounded-xl bg-raised py-2.5 pr-2.5 pl-4 shadow-float">
          <span className="min-w-0 break-words">
            <b className="font-semibold" dir="auto">
              {last.name}
            </b>{' '}
            is archived. Its readings stay.
          </span>
          <Button onClick={undo}>Undo</Button>
        </p>
      )}
    </div>
  );
}
