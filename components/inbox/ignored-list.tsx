'use client';

import { useRef } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { usePolled } from '@/components/live/use-polled';
import { Button } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { Ignored } from '@/contracts/inbox';
import type { InboxActions } from './inbox-actions';

const LOOK_EVERY_MS = 30_000;

/** What nobody is asked about again, until it is taken back. */
export function IgnoredList({
  count,
  takeBack,
  onChanged,
}: {
  count: number;
  takeBack: InboxActions['ignoreNoMore'];
  onChanged: () => void;
}) {
  const format = useFormat();
  const { answer, ask } = usePolled<readonly Ignored[] | undefined>(
    '/api/v1/inbox/ignored',
    undefined,
    LOOK_EVERY_MS,
  );
  const ignored = answer ?? [];
  const heading = useRef<HTMLHeadingElement>(null);
  const { run, isRunning, problem } = useOutcome();
  const askAgain = (id: number) =>
    run(
      () => takeBack(id),
      () => {
        heading.current?.focus();
        ask();
        onChanged();
      },
    );
  return (
    <section className="panel" aria-label="Ignored">
      <div className="flex items-baseline gap-2 px-4 pt-[13px] pb-2.5">
        <h2 ref={heading} tabIndex={-1}>
          Ignored
        </h2>
        <span className="text-[12px] text-ink-3">
          {answer === undefined
            ? 'looking at what is ignored…'
            : answer.length === 0
              ? 'nothing any more'
              : 'its messages go on into the raw log'}
        </span>
      </div>
      {problem !== undefined && (
        <p role="alert" className="px-4 pb-3 text-crit-text">
          {problem}
        </p>
      )}
      <ul className="max-h-[420px] overflow-y-auto">
        {ignored.map(({ id, name, kind, who, at }) => (
          <li key={id} className="flex items-center gap-3 border-t border-line px-4 py-2.5">
            <span className="grid min-w-0 flex-1">
              <span className={`truncate ${kind === 'device' ? '' : 'font-mono text-[12px]'}`}>{name}</span>
              <span className="truncate text-[12px] text-ink-3">
                {kind === 'device' ? 'a device' : kind}, by {who}, {format.time(at, 'date')}
              </span>
            </span>
            <Button disabled={isRunning} onClick={() => askAgain(id)}>
              Ask again
            </Button>
          </li>
        ))}
      </ul>
      {count > ignored.length && ignored.length > 0 && (
        <p className="border-t border-line px-4 py-3 text-[12px] text-ink-2">
          {format.number(count - ignored.length, 0)} more, ignored longer ago.
        </p>
      )}
    </section>
  );
}
