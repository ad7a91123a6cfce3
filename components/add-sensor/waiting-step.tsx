'use client';

import { Check as CheckIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { LiveDot } from '@/components/ui/live-dot';
import { Moment } from '@/components/ui/moment';
import type { Check } from './checklist';

/** The third step: what has been seen of it so far. */
export function WaitingStep({
  topics,
  checks,
  isThere,
  children,
}: {
  /** Filters that its messages match. */
  topics: readonly string[];
  checks: readonly Check[];
  isThere: boolean;
  children: ReactNode;
}) {
  return (
    <section className="panel mx-auto w-full max-w-[720px]" aria-label="Waiting for the first reading">
      <header className="grid justify-items-center px-4 pt-7 pb-5 text-center">
        <WaitingArch isThere={isThere} />
        <h2 className="mt-3 text-[20px] leading-7">
          {isThere ? 'It lives' : 'Waiting for the first reading'}
        </h2>
        <p className="mt-1 text-ink-2">
          Listening on{' '}
          {topics.map((topic, index) => (
            <span key={topic}>
              {index > 0 && ', '}
              <code className="font-mono text-[12.5px] break-all">{topic}</code>
            </span>
          ))}
          . Leave this open or come back, nothing gets lost.
        </p>
      </header>
      <ol className="px-4" aria-live="polite">
        {checks.map((check) => (
          <CheckRow key={checks.indexOf(check)} check={check} />
        ))}
      </ol>
      {children}
    </section>
  );
}

const STATE_WORDS = { open: 'not yet', waits: 'waiting', failed: 'failed', done: 'done' } as const;

function CheckRow({ check: { state, title, says, tryThis, at } }: { check: Check }) {
  const format = useFormat();
  return (
    <li className="flex gap-3.5 border-t border-line py-3" data-state={state}>
      <span className="grid size-5 shrink-0 place-items-center">
        {state === 'done' && (
          <span className="grid size-[18px] place-items-center rounded-full border-[1.5px] border-ok-text text-ok-text">
            <CheckIcon size={11} strokeWidth={3} aria-hidden="true" />
          </span>
        )}
        {state === 'failed' && (
          <span className="grid size-[18px] place-items-center rounded-full border-[1.5px] border-crit-text text-crit-text">
            <X size={11} strokeWidth={3} aria-hidden="true" />
          </span>
        )}
        {state === 'waits' && <LiveDot />}
        {state === 'open' && <span className="size-[18px] rounded-full border-[1.5px] border-control" />}
      </span>
      <div className="min-w-0 flex-1">
        <p className={`font-semibold ${state === 'open' ? 'text-ink-2' : ''}`}>
          {title}
          <span className="sr-only">: {STATE_WORDS[state]}</span>
        </p>
        {says !== '' && <p className="mt-0.5 text-[12.5px] break-words text-ink-2">{says}</p>}
        {tryThis !== undefined && state !== 'open' && (
          <p className={`mt-0.5 text-[12.5px] ${state === 'failed' ? 'text-crit-text' : 'text-ink-2'}`}>
            {tryThis}
          </p>
        )}
      </div>
      {at !== undefined && state !== 'open' && (
        <span className="shrink-0 font-mono text-[12px] text-ink-2">
          <Moment at={at}>{format.time(at, 'second')}</Moment>
        </span>
      )}
    </li>
  );
}

/** The arch, with an ember that waits. */
function WaitingArch({ isThere }: { isThere: boolean }) {
  return (
    <svg viewBox="0 0 160 180" width="120" height="135" aria-hidden="true">
      <path
        d="M6 176V80a74 74 0 0 1 148 0v96"
        fill="none"
        strokeWidth="9"
        strokeLinecap="round"
        className={isThere ? 'stroke-ink' : 'stroke-line-2'}
      />
      <g className="fill-ember">
        <circle cx="80" cy="112" r="24" opacity=".12" />
        <circle cx="80" cy="112" r="15" opacity=".25" />
        <circle cx="80" cy="112" r="7" />
      </g>
    </svg>
  );
}
