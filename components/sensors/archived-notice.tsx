'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import type { useArchiving } from './use-archiving';

/** Floats above the list: it moves nothing. Whoever lost the focus with a row finds it here, and is led back. */
export function ArchivedNotice({
  last,
  problem,
  undo,
  leadBack,
}: Pick<ReturnType<typeof useArchiving>, 'last' | 'problem' | 'undo'> & {
  /** Puts the focus where the list begins. */
  leadBack: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const wasShown = useRef(false);
  useEffect(() => {
    const isLost = document.activeElement === document.body;
    if (last !== undefined && isLost) button.current?.focus();
    if (last === undefined && wasShown.current && isLost) leadBack();
    wasShown.current = last !== undefined;
  }, [last, leadBack]);
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
          <Button ref={button} onClick={undo}>
            Undo
          </Button>
        </p>
      )}
    </div>
  );
}
