'use client';

import { useState } from 'react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { SelectField } from '@/components/ui/field';
import { useOutcome } from '@/components/ui/use-outcome';
import type { RebuildLine, SearchStatus } from '@/contracts/search';
import type { ElkActions } from './elk-actions';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SPANS = [
  { value: String(HOUR_MS), label: 'the last hour' },
  { value: String(DAY_MS), label: 'the last 24 hours' },
  { value: String(7 * DAY_MS), label: 'the last 7 days' },
  { value: 'all', label: 'all that Kafka has' },
];

/** A span of documents, written anew from Kafka. */
export function RebuildPanel({
  status: { messagesSince, rebuilds },
  actions: { writeAnew, callOff },
  onChanged,
}: {
  status: SearchStatus;
  actions: Pick<ElkActions, 'writeAnew' | 'callOff'>;
  onChanged: () => void;
}) {
  const format = useFormat();
  const [span, setSpan] = useState(String(DAY_MS));
  const { run, isRunning, problem } = useOutcome();
  const begin = () => {
    const now = Date.now();
    const from = span === 'all' ? 0 : now - Number(span);
    run(() => writeAnew(from, now), onChanged);
  };
  return (
    <section className="panel" aria-label="Write anew">
      <div className="p-4">
        <h2 className="mb-1">Write a span anew</h2>
        <p className="mb-3 text-ink-2">
          From what the devices sent, decoded anew, by when it was measured: what is missing comes back, here
          and in history, what is there stays once.{' '}
          {messagesSince === null
            ? 'Kafka has no message now, or doesn’t answer.'
            : `Kafka has messages since ${format.time(messagesSince, 'date')} ${format.time(messagesSince, 'minute')}; what is older stays as it is.`}
        </p>
        <div className="flex flex-wrap items-end gap-2.5">
          <SelectField
            label="Which"
            value={span}
            options={SPANS}
            onChange={({ target }) => setSpan(target.value)}
          />
          <Button disabled={isRunning || messagesSince === null} onClick={begin}>
            Write it anew
          </Button>
        </div>
        {problem !== undefined && (
          <p role="alert" className="mt-2 text-crit-text">
            {problem}
          </p>
        )}
      </div>
      <ul>
        {rebuilds.map((line) => (
          <Line
            key={line.id}
            line={line}
            format={format}
            isRunning={isRunning}
            onCallOff={() => run(() => callOff(line.id), onChanged)}
          />
        ))}
      </ul>
    </section>
  );
}

const STATES = {
  waits: 'waits',
  runs: 'runs',
  done: 'done',
  failed: 'failed',
  stopped: 'called off',
} as const;

function Line({
  line,
  format,
  isRunning,
  onCallOff,
}: {
  line: RebuildLine;
  format: Format;
  isRunning: boolean;
  onCallOff: () => void;
}) {
  const { from, to, state, records, recordsDone, readings, problem } = line;
  const isOpen = state === 'waits' || state === 'runs';
  const whole = (count: number) => format.number(count, 0);
  const moment = (at: number) => `${format.time(at, 'date')} ${format.time(at, 'minute')}`;
  return (
    <li className="grid gap-1.5 border-t border-line px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>{from === 0 ? `up to ${moment(to)}` : `${moment(from)} to ${moment(to)}`}</span>
        <b className={`ml-auto ${state === 'failed' ? 'text-crit-text' : ''}`}>{STATES[state]}</b>
        {isOpen && (
          <Button look="quiet" disabled={isRunning} onClick={onCallOff}>
            Call off
          </Button>
        )}
      </div>
      {isOpen && (
        <progress
          value={recordsDone}
          max={Math.max(1, records)}
          className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-press [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-press [&::-webkit-progress-value]:bg-ink"
          aria-label="Records looked through"
        />
      )}
      <p className="text-[12px] text-ink-3">
        {whole(recordsDone)} of {whole(records)} messages looked through, {whole(readings)} readings written
      </p>
      {problem !== null && <p className="text-[12px] text-crit-text wrap-anywhere">{problem}</p>}
    </li>
  );
}
