'use client';

import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { LiveDot } from '@/components/ui/live-dot';
import type { Place, ShownMessages } from './message-rows';
import { MessageTable } from './message-table';
import { storedText } from './stored-text';

/** What was found, what could not be read, and where it goes on. */
export function MessageList({
  topic,
  failure,
  chosen,
  onChoose,
  ...foot
}: FootProps & {
  topic: string;
  failure: string | undefined;
  chosen: string | undefined;
  onChoose: (place: Place) => void;
}) {
  const { shown, isLive, isLoading } = foot;
  const rows = shown?.rows ?? [];
  return (
    <section className="panel overflow-hidden" aria-label="Messages" aria-busy={isLoading}>
      {failure !== undefined && (
        <p role="alert" className="border-b border-line px-4 py-2.5 text-crit-text">
          {failure}
        </p>
      )}
      <Notices shown={shown} />
      {rows.length === 0 ? (
        <p className="px-6 py-10 text-center text-ink-2">{emptyWords(shown, isLive)}</p>
      ) : (
        <MessageTable topic={topic} rows={rows} isLive={isLive} chosen={chosen} onChoose={onChoose} />
      )}
      <Foot {...foot} />
    </section>
  );
}

function emptyWords(shown: ShownMessages | undefined, isLive: boolean): string {
  if (shown === undefined) return 'Being read…';
  if (shown.searched > 0) return 'No message is like that, as far as was looked.';
  return isLive ? 'No message yet. The next one appears here by itself.' : 'No message stands there.';
}

function Notices({ shown }: { shown: ShownMessages | undefined }) {
  const { unreadable = [], leaderless = [] } = shown?.page ?? {};
  const sealed = unreadable.reduce((sum, { count }) => sum + count, 0);
  if (sealed === 0 && leaderless.length === 0) return null;
  return (
    <div role="status" className="border-b border-line px-4 py-2.5 text-[12.5px] text-warn-text">
      {sealed > 0 && (
        <p>
          {sealed} {sealed === 1 ? 'message' : 'messages'} can’t be read here: {unreadable[0]?.reason}.
        </p>
      )}
      {leaderless.length > 0 && <p>Nobody answers for partition {leaderless.join(', ')} now.</p>}
    </div>
  );
}

interface FootProps {
  readonly shown: ShownMessages | undefined;
  readonly isLive: boolean;
  readonly isFiltered: boolean;
  readonly isLoading: boolean;
  readonly direction: 'older' | 'newer';
  readonly onMore: () => void;
}

function Foot({ shown, isLive, isFiltered, isLoading, direction, onMore }: FootProps) {
  const format = useFormat();
  if (shown === undefined) return null;
  const { more, searched, page } = shown;
  const held = page.partitions.reduce((sum, { start, end }) => sum + end - start, 0);
  return (
    <div className="flex flex-wrap items-center gap-2.5 border-t border-line px-4 py-2.5 text-[12px] text-ink-2">
      {isLive && (
        <>
          <LiveDot />
          following the end
        </>
      )}
      {isFiltered && (
        <span role="status">
          {format.number(searched, 0)} looked at
          {page.reached === null
            ? ''
            : `, ${direction === 'older' ? 'back' : 'on'} to ${storedText(page.reached, format)}`}
        </span>
      )}
      {more !== null && (
        <Button disabled={isLoading} onClick={onMore}>
          {isLoading ? 'Reading…' : direction === 'older' ? 'Older ones' : 'Further ones'}
        </Button>
      )}
      <span className="ml-auto text-ink-3">{format.number(held, 0)} stored</span>
    </div>
  );
}
