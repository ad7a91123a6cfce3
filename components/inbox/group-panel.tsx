'use client';

import { ChevronLeft } from 'lucide-react';
import { type KeyboardEvent, type Ref, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { usePolled } from '@/components/live/use-polled';
import { Button } from '@/components/ui/button';
import type { InboxDetail } from '@/contracts/inbox';
import { DevicesForm } from './devices-form';
import { groupSize, groupTitle } from './group-words';
import type { InboxActions, OnDone, Places } from './inbox-actions';
import { Known } from './known-mark';
import { MessageSample } from './message-sample';
import type { Paging } from './paging';
import { ShapeForm } from './shape-form';
import { useCalm } from './use-calm';

const LOOK_EVERY_MS = 10_000;

/** One group: what it sends, and what it is. */
export function GroupPanel({
  ref,
  id,
  onBack,
  onTouched,
  onDone,
  ...rest
}: {
  ref: Ref<HTMLElement>;
  id: string;
  places: Places;
  now: number;
  rawSince: number | null;
  actions: InboxActions;
  onBack: () => void;
  /** Somebody has begun to say what it is. */
  onTouched: () => void;
  onDone: OnDone;
}) {
  const [typed, setTyped] = useState('');
  const search = useCalm(typed.trim());
  const [skip, setSkip] = useState(0);
  const address = `/api/v1/inbox/groups/${id}?search=${encodeURIComponent(search)}&skip=${skip}`;
  const { answer: detail, isAnswered } = usePolled<InboxDetail | null | undefined>(
    address,
    undefined,
    LOOK_EVERY_MS,
  );
  const find = (text: string) => {
    setTyped(text);
    setSkip(0);
  };
  return (
    <section
      ref={ref}
      tabIndex={-1}
      className="panel grid grid-cols-1 scroll-mt-16 gap-3 p-4 outline-none"
      aria-label="The group that is looked at"
      onInput={onTouched}
      onKeyDown={(event) => isEscape(event) && onBack()}
    >
      <div className="desk:hidden">
        <Button look="quiet" onClick={onBack} className="-ml-3">
          <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
          All that waits
        </Button>
      </div>
      {detail === null && (
        <p role="status" className="text-ink-2">
          Nothing of it waits any longer: it was taught, added or ignored.
        </p>
      )}
      {detail === undefined && (
        <p role="status" className="text-ink-2">
          {isAnswered ? 'Looking at what came…' : 'The inbox can’t be read right now; it is tried again.'}
        </p>
      )}
      {detail && (
        <Content {...rest} detail={detail} onDone={onDone} paging={{ typed, find, skip, setSkip }} />
      )}
    </section>
  );
}

/** What is only typed into is left by the first press. */
function isEscape({ key, target }: KeyboardEvent): boolean {
  return key === 'Escape' && !(target instanceof HTMLInputElement && target.type === 'search');
}

function Content({
  detail,
  places,
  now,
  rawSince,
  actions,
  onDone,
  paging,
}: {
  detail: InboxDetail;
  places: Places;
  now: number;
  rawSince: number | null;
  actions: InboxActions;
  onDone: OnDone;
  paging: Paging;
}) {
  const { group, sample } = detail;
  return (
    <>
      <div>
        <h2 className="flex flex-wrap items-center gap-2 text-[16px]">
          {groupTitle(group)}
          {group.type === 'devices' && <Known />}
        </h2>
        <Summary detail={detail} now={now} rawSince={rawSince} />
      </div>
      {'sources' in detail ? (
        <ShapeForm detail={detail} places={places} actions={actions} onDone={onDone} paging={paging} />
      ) : (
        <>
          {sample !== null && <MessageSample sample={sample} />}
          <DevicesForm detail={detail} places={places} actions={actions} onDone={onDone} paging={paging} />
        </>
      )}
    </>
  );
}

function Summary({
  detail: { group },
  now,
  rawSince,
}: {
  detail: InboxDetail;
  now: number;
  rawSince: number | null;
}) {
  const format = useFormat();
  const waiting = format.number(group.count, 0);
  const isForgotten = rawSince !== null && rawSince > group.firstSeen && group.count > 0;
  return (
    <p className="mt-0.5 text-[12.5px] text-ink-2">
      {groupSize(group, format)}{' '}
      {group.type === 'devices' && group.isAnnounced ? 'told of themselves' : 'of this shape'}. First seen{' '}
      {format.moment(group.firstSeen, now)}.{' '}
      {group.count === 0
        ? 'No message waits.'
        : group.count === 1
          ? '1 message is waiting.'
          : `${waiting} messages are waiting.`}
      {isForgotten &&
        ` The raw log goes back to ${format.time(rawSince, 'date')}: what is older has been removed.`}
      {group.type === 'shape' && group.logins.length > 0 && ` Sent by ${group.logins.join(', ')}.`}
    </p>
  );
}
