'use client';

import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { useOutcome } from '@/components/ui/use-outcome';
import type { RejectedLine, TriedAgain } from '@/contracts/search';
import type { ElkActions } from './elk-actions';
import { useRejected } from './use-rejected';

/** Documents that the search server refused: why, what they hold, and once more. */
export function RejectedPanel({
  count,
  actions: { tryAgain, giveUp },
  onChanged,
}: {
  count: number;
  actions: Pick<ElkActions, 'tryAgain' | 'giveUp'>;
  onChanged: () => void;
}) {
  const { lines, failure } = useRejected(count);
  const { run, isRunning, problem } = useOutcome();
  const [came, setCame] = useState<TriedAgain>();
  const again = (one: RejectedLine | undefined) =>
    run(
      () => tryAgain(one && { index: one.index, id: one.id }),
      (done) => {
        setCame(done);
        onChanged();
      },
    );
  const told = problem ?? failure ?? (came && cameTo(came));
  return (
    <section className="panel" aria-label="Refused documents">
      <div className="flex flex-wrap items-center gap-2.5 px-4 pt-[13px] pb-2">
        <h2>Refused documents</h2>
        {count > 0 && (
          <span className="ml-auto flex flex-wrap gap-2.5">
            <Button disabled={isRunning} onClick={() => again(undefined)}>
              <RefreshCw size={16} strokeWidth={1.75} aria-hidden="true" />
              Try all again
            </Button>
            <GiveUp
              count={count}
              isRunning={isRunning}
              onGiveUp={() => run(() => giveUp(undefined), onChanged)}
            />
          </span>
        )}
      </div>
      <p role="status" className={`px-4 ${problem === undefined ? 'text-ink-2' : 'text-crit-text'}`}>
        {told}
      </p>
      {count === 0 ? (
        <p className="px-4 pb-4 text-ink-2">
          None. What the server refuses for ever is kept here with its reason; everything else goes on.
        </p>
      ) : (
        <ul>
          {lines.map((line) => (
            <Line
              key={`${line.index} ${line.id}`}
              line={line}
              isRunning={isRunning}
              onAgain={() => again(line)}
            />
          ))}
        </ul>
      )}
      {lines.length < count && lines.length > 0 && (
        <p className="border-t border-line px-4 py-2.5 text-[12px] text-ink-3">
          The newest {lines.length} of {count}.
        </p>
      )}
    </section>
  );
}

function cameTo({ stored, refused, dropped }: TriedAgain): string {
  const gone = dropped === 0 ? '' : ` ${dropped} were of sensors that were removed meanwhile.`;
  return `${stored} stored, ${refused} refused again.${gone}`;
}

function GiveUp({ count, isRunning, onGiveUp }: { count: number; isRunning: boolean; onGiveUp: () => void }) {
  const [isAsked, setIsAsked] = useState(false);
  if (!isAsked)
    return (
      <Button look="quiet" onClick={() => setIsAsked(true)}>
        Give up on them…
      </Button>
    );
  return (
    <>
      <Button
        look="danger"
        disabled={isRunning}
        onClick={() => {
          setIsAsked(false);
          onGiveUp();
        }}
      >
        Forget {count} for ever
      </Button>
      <Button onClick={() => setIsAsked(false)}>Keep them</Button>
    </>
  );
}

function Line({ line, isRunning, onAgain }: { line: RejectedLine; isRunning: boolean; onAgain: () => void }) {
  const format = useFormat();
  const { sensorId, reason, type, status, at, topic, partition, offset, document, index } = line;
  return (
    <li className="grid gap-1.5 border-t border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <b className="break-all">{sensorId}</b>
        <span className="font-mono text-[12px] text-ink-3">
          {type} {status}
        </span>
        <span className="ml-auto text-[12px] text-ink-3" suppressHydrationWarning>
          <Moment at={at}>{format.moment(at, Date.now())}</Moment>
        </span>
        <Button disabled={isRunning} onClick={onAgain}>
          Try again
        </Button>
      </div>
      <p className="wrap-anywhere text-ink-2">{reason}</p>
      <details>
        <summary className="cursor-pointer py-1.5 text-[12px] text-ink-3">
          What was refused, and where it comes from
        </summary>
        <pre className="mt-1 overflow-x-auto rounded-md bg-sunken px-2.5 py-1.5 font-mono text-[12px] whitespace-pre-wrap wrap-anywhere">
          {document}
        </pre>
        <p className="mt-1 font-mono text-[12px] break-all text-ink-3">
          {topic}/{partition}@{offset} → {index}
        </p>
      </details>
    </li>
  );
}
