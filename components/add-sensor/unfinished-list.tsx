'use client';

import Link from 'next/link';
import { roughText } from '@/components/format/duration';
import { Button } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import { type Arrival, familyOf } from '@/contracts/arrival';
import type { Outcome } from '@/contracts/registry';

/** Devices that somebody began to add: go on, or take it back. */
export function UnfinishedList({
  arrivals,
  now,
  cancel,
}: {
  arrivals: readonly Arrival[];
  now: number;
  cancel: (user: string) => Promise<Outcome<null>>;
}) {
  if (arrivals.length === 0) return null;
  return (
    <section className="panel" aria-label="Begun, and not finished">
      <h2 className="px-4 pt-[13px] pb-2.5">Begun, and not finished</h2>
      <ul>
        {arrivals.map((arrival) => (
          <Unfinished key={arrival.user} arrival={arrival} now={now} cancel={cancel} />
        ))}
      </ul>
    </section>
  );
}

function Unfinished({
  arrival: { user, name, family, base, begunAt },
  now,
  cancel,
}: {
  arrival: Arrival;
  now: number;
  cancel: (user: string) => Promise<Outcome<null>>;
}) {
  const { run, isRunning, problem } = useOutcome();
  return (
    <li className="flex flex-wrap items-center gap-2.5 border-t border-line px-4 py-2.5">
      <span className="min-w-0 flex-1">
        <Link href={`/sensors/new/${user}`} className="font-[550] underline underline-offset-2">
          {name}
        </Link>
        <span className="block text-[12px] break-all text-ink-2">
          {familyOf(family).name} · {base} · begun {roughText(Math.max(1_000, now - begunAt))} ago
        </span>
        {problem !== undefined && (
          <span role="alert" className="block text-crit-text">
            {problem}
          </span>
        )}
      </span>
      <Button
        disabled={isRunning}
        onClick={() =>
          run(
            () => cancel(user),
            () => undefined,
          )
        }
      >
        Cancel it<span className="sr-only">: {name}</span>
      </Button>
    </li>
  );
}
