'use client';

import { LayersIcon, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormat } from '@/components/format/format-provider';
import type { LinkView } from '@/components/live/link-view';
import { useLink } from '@/components/live/live-provider';
import { Button } from '@/components/ui/button';
import { LiveDot } from '@/components/ui/live-dot';

/** One floating line about the link, when there is something to say. It covers, it never moves what is below. */
export function LinkBanner() {
  const link = useLink();
  const looks =
    link.state.kind === 'caughtUp'
      ? 'embers border-ember/35 bg-ember-wash text-ember-text'
      : 'border-line-2 bg-raised';
  const content = contentOf(link);
  return (
    <div role="status" aria-live="polite">
      {content !== undefined && (
        <div
          className={`fixed inset-x-4 bottom-20 z-12 flex items-center gap-2.5 rounded-lg border px-3.5 py-2.5 shadow-float desk:inset-x-auto desk:bottom-[22px] desk:left-[calc(50%+106px)] desk:w-max desk:max-w-[calc(100vw-260px)] desk:-translate-x-1/2 ${looks}`}
        >
          {content}
        </div>
      )}
    </div>
  );
}

function contentOf({ state, status, tryNow }: LinkView & { tryNow(): void }): ReactNode {
  if (state.kind === 'lost') return <Lost lastShownAt={state.lastShownAt} tryNow={tryNow} />;
  if (state.kind === 'caughtUp') return <CaughtUp count={state.count} since={state.since} />;
  if (status?.kafka === 'down') return <KafkaAway />;
  return undefined;
}

function Lost({ lastShownAt, tryNow }: { lastShownAt: number | undefined; tryNow(): void }) {
  const format = useFormat();
  return (
    <>
      <WifiOff size={16} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
      <span className="flex-1">
        <b>Reconnecting.</b> {lastShownAt !== undefined && `Showing ${format.time(lastShownAt, 'second')}. `}
        Nothing is lost, the missing readings will follow.
      </span>
      <Button onClick={tryNow}>Try now</Button>
    </>
  );
}

function CaughtUp({ count, since }: { count: number | null; since: number }) {
  const format = useFormat();
  const readings = count === 1 ? '1 reading' : `${format.number(count ?? 0, 0)} readings`;
  return (
    <>
      <LiveDot />
      <span>
        <b>Caught up.</b>{' '}
        {count === null
          ? `Everything since ${format.time(since, 'minute')} was fetched again, no gap.`
          : `${readings} since ${format.time(since, 'minute')}, no gap.`}
      </span>
    </>
  );
}

function KafkaAway() {
  return (
    <>
      <LayersIcon size={16} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
      <span>
        <b>Kafka is away.</b> Sensors wait for their acknowledgement and send again, so nothing is lost.
        Hearth keeps trying.
      </span>
    </>
  );
}
