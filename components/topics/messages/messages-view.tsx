'use client';

import { Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { HeldBars } from './held-bars';
import { MessageDetail } from './message-detail';
import { MessageList } from './message-list';
import { filterOf, filterProblem, fromOf, type MessageQuery, paramsOf, partitionOf } from './message-query';
import { nameOfMessage, type Place } from './message-rows';
import { QueryBar } from './query-bar';
import { useMessages } from './use-messages';

/** From here on list and message stand side by side. */
const BESIDE = '(min-width: 1024px)';

/** Messages of a topic: found, followed, and one of them in full. */
export function MessagesView({ topic, initial }: { topic: string; initial: MessageQuery }) {
  const { timeZone } = useFormat();
  const [query, setQuery] = useState(initial);
  const [chosen, setChosen] = useState<Place | undefined>(() => linkedPlace(initial));
  const [isPaused, setIsPaused] = useState(false);
  const detail = useRef<HTMLDivElement>(null);
  useAddress(query);
  const from = fromOf(query, timeZone);
  const asked =
    from === undefined || filterProblem(query) !== undefined
      ? undefined
      : { from, partition: partitionOf(query), filter: filterOf(query) };
  const isLive = query.from === 'newest' && !isPaused;
  const { shown, failure, isLoading, goOn } = useMessages(topic, asked, isLive);
  const rows = shown?.rows ?? [];
  const place = chosen ?? rows[0];
  const held = shown?.page.partitions ?? [];
  return (
    <>
      <QueryBar query={query} partitions={held.length} onChange={setQuery}>
        {query.from === 'newest' && (
          <Button onClick={() => setIsPaused(!isPaused)} aria-pressed={isPaused}>
            {isPaused ? (
              <Play size={16} strokeWidth={1.75} aria-hidden="true" />
            ) : (
              <Pause size={16} strokeWidth={1.75} aria-hidden="true" />
            )}
            {isPaused ? 'Follow' : 'Pause'}
          </Button>
        )}
      </QueryBar>
      <div className="grid items-start gap-3 desk:grid-cols-[minmax(0,1fr)_404px] desk:gap-4">
        <MessageList
          topic={topic}
          shown={shown}
          failure={failure}
          isLoading={isLoading}
          isLive={isLive}
          direction={query.from === 'newest' ? 'older' : 'newer'}
          chosen={place && nameOfMessage(place)}
          onChoose={(next) => {
            setChosen(next);
            // On a phone the message stands below the list.
            if (!window.matchMedia(BESIDE).matches) detail.current?.scrollIntoView({ block: 'start' });
          }}
          isFiltered={Object.values(filterOf(query)).some((value) => value !== '')}
          onMore={() => void goOn(query.from === 'newest' ? 'older' : 'newer')}
        />
        <div ref={detail} className="grid min-w-0 scroll-mt-14 gap-3 desk:sticky desk:top-4 desk:gap-4">
          {place !== undefined && <MessageDetail topic={topic} place={place} onChoose={setChosen} />}
          {held.length > 0 && <HeldBars partitions={held} chosen={place?.partition} />}
        </div>
      </div>
    </>
  );
}

/** The message that an address with partition and offset means. */
function linkedPlace({ partition, offset }: MessageQuery): Place | undefined {
  const isWhole = /^\d{1,6}$/.test(partition) && /^\d{1,15}$/.test(offset);
  return isWhole ? { partition: Number(partition), offset: Number(offset) } : undefined;
}

/** Browsers refuse an address that changes with every key. */
const ADDRESS_FOLLOWS_MS = 300;

function useAddress(query: MessageQuery): void {
  const params = paramsOf(query);
  useEffect(() => {
    const timer = setTimeout(() => {
      const address = new URL(window.location.href);
      if (address.searchParams.toString() === params) return;
      address.search = params;
      window.history.replaceState(undefined, '', address);
    }, ADDRESS_FOLLOWS_MS);
    return () => clearTimeout(timer);
  }, [params]);
}
