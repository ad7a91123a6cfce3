'use client';

import Link from 'next/link';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { Teaching } from '@/contracts/teaching';
import type { InboxActions } from './inbox-actions';
import { taughtShown } from './taught-shown';

/** What was taught in the last day: how far its past has come, where it is to be seen, and the way back. */
export function TaughtList({
  taught,
  takeBack,
  onChanged,
}: {
  taught: readonly Teaching[];
  takeBack: InboxActions['takeBack'];
  onChanged: () => void;
}) {
  if (taught.length === 0) return null;
  const { shown, rest } = taughtShown(taught);
  const lines = (some: readonly Teaching[]) => (
    <ul>
      {some.map((teaching) => (
        <Line key={teaching.id} teaching={teaching} takeBack={takeBack} onChanged={onChanged} />
      ))}
    </ul>
  );
  return (
    <section className="panel" aria-label="Taught lately">
      {lines(shown)}
      {rest.length > 0 && (
        <details className="border-t border-line">
          <summary className="flex min-h-11 cursor-pointer items-center px-4 text-[12.5px] text-ink-2 desk:min-h-9">
            {rest.length} more in the last day
          </summary>
          <div className="border-t border-line">{lines(rest)}</div>
        </details>
      )}
    </section>
  );
}

function Line({
  teaching: { id, total, sensors, replay },
  takeBack,
  onChanged,
}: {
  teaching: Teaching;
  takeBack: InboxActions['takeBack'];
  onChanged: () => void;
}) {
  const { run, isRunning, problem } = useOutcome();
  const isOpen = replay?.state === 'waits' || replay?.state === 'runs';
  const rest = total - sensors.length;
  return (
    <li className="grid gap-1.5 border-t border-line px-4 py-2.5 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0">
          Taught:{' '}
          {sensors.map((sensor, place) => (
            <span key={sensor.id}>
              {place > 0 && ', '}
              <Link
                href={`/sensors/${encodeURIComponent(sensor.id)}`}
                className="inline-block py-3 font-semibold underline desk:py-0"
              >
                {sensor.name}
              </Link>
            </span>
          ))}
          {rest > 0 && ` and ${rest} more`}
        </span>
        <span className="ml-auto">
          <Button
            look="quiet"
            disabled={isRunning || isOpen}
            onClick={() => run(() => takeBack(id), onChanged)}
          >
            {isRunning ? 'Taking it back…' : 'Take it back'}
          </Button>
        </span>
      </div>
      <Progress replay={replay} />
      {problem !== undefined && (
        <p role="alert" className="text-[12.5px] text-crit-text">
          {problem}
        </p>
      )}
    </li>
  );
}

function Progress({ replay }: Pick<Teaching, 'replay'>) {
  const format = useFormat();
  const whole = (count: number) => format.number(count, 0);
  if (replay === null)
    return <p className="text-[12px] text-ink-3">No message waited: their history begins now.</p>;
  const { state, records, recordsDone, readings, problem } = replay;
  if (state === 'done')
    return (
      <p role="status" className="text-[12px] text-ink-3">
        Its past is there: {whole(readings)} {readings === 1 ? 'reading' : 'readings'} out of{' '}
        {records === 1 ? 'the 1 message that was' : `${whole(records)} messages that were`} looked through.
      </p>
    );
  return (
    <>
      {state !== 'failed' && (
        <progress
          value={recordsDone}
          max={Math.max(1, records)}
          className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-press [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-press [&::-webkit-progress-value]:bg-ink"
          aria-label="Messages looked through"
        />
      )}
      <p role="status" className={`text-[12px] ${state === 'failed' ? 'text-crit-text' : 'text-ink-3'}`}>
        {(state === 'waits' || (state === 'runs' && records === 0)) && 'Its past comes next. '}
        {state === 'runs' &&
          records > 0 &&
          `${whole(recordsDone)} of ${whole(records)} messages looked through. `}
        {state === 'failed' && 'Its past could not be read. '}
        {problem}
      </p>
    </>
  );
}
