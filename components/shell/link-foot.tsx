'use client';

import { roughText } from '@/components/format/duration';
import { useFormat } from '@/components/format/format-provider';
import { useLink, useServerNow } from '@/components/live/live-provider';
import { LiveDot } from '@/components/ui/live-dot';
import { linkWords } from './link-words';

/** How the link is, and what flows over it: readings a second of the whole home, or how long it has been away. */
export function LinkFoot() {
  const link = useLink();
  const { words, glows } = linkWords(link);
  return (
    <div className="flex items-center gap-2 text-[12px] text-ink-2">
      {glows ? <LiveDot /> : <StaleDot />}
      <span>{words}</span>
      <span className="ml-auto text-right text-ink-3" data-testid="rate">
        {link.state.kind === 'lost' ? <Away since={link.state.since} /> : <Rate />}
      </span>
    </div>
  );
}

/** The same on a phone, where there is room for two words. */
export function LinkMark() {
  const { words, glows } = linkWords(useLink());
  return (
    <span className="ml-auto flex items-center gap-2 text-[13px] text-ink-2">
      {glows ? <LiveDot /> : <StaleDot />}
      {words}
    </span>
  );
}

function Rate() {
  const { status } = useLink();
  const format = useFormat();
  if (status === undefined) return null;
  return <>{format.number(status.readingsPerSecond, 1)} readings/s</>;
}

function Away({ since }: { since: number }) {
  const now = useServerNow(1_000, since);
  return <>{roughText(Math.max(1_000, now - since))}</>;
}

function StaleDot() {
  return <span aria-hidden="true" className="size-[7px] shrink-0 rounded-full bg-stale" />;
}
