'use client';

import { type ReactNode, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { LiveDot } from '@/components/ui/live-dot';
import { Moment } from '@/components/ui/moment';
import { type PersonLine, ROLE_NAMES } from '@/contracts/people';
import { ChangePerson } from './change-person';
import { initialsOf } from './initials';
import type { PeopleActions, RoomChoice } from './people-actions';
import { sightInWords } from './sight-field';

const HERE_MS = 120_000;

/** A person in the list, and below it what can be changed once it is asked for. */
export function PersonRow({
  person,
  now,
  rooms,
  isMe,
  actions,
}: {
  person: PersonLine;
  now: number;
  rooms: readonly RoomChoice[];
  isMe: boolean;
  actions: PeopleActions;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <tr className="border-t border-line">
        <td className="py-2.5 pr-2 pl-4">
          <span className="flex items-center gap-2.5">
            <span
              aria-hidden="true"
              className="grid size-8 shrink-0 place-items-center rounded-md bg-press text-[12px] font-semibold max-[420px]:hidden"
            >
              {initialsOf(person.name)}
            </span>
            <span className="min-w-0">
              <b className="block font-semibold break-words" dir="auto">
                {person.name}
              </b>
              <span className="block text-[12px] break-all text-ink-3">{person.email}</span>
            </span>
          </span>
        </td>
        <td className="px-1 min-[421px]:px-2">
          {ROLE_NAMES[person.role]}
          {person.endsAt !== null && <Until endsAt={person.endsAt} now={now} />}
        </td>
        <td className="hidden px-2 text-ink-2 desk:table-cell" dir="auto">
          {sightInWords(person.sight, rooms)}
        </td>
        <td className="hidden px-2 text-right text-ink-2 min-[520px]:table-cell">
          <LastHere at={person.lastHereAt} now={now} />
        </td>
        <td className="py-1 pr-3 pl-2 text-right">
          <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            Change<span className="sr-only"> {person.name}</span>
          </Button>
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={5} className="bg-sunken px-4 py-3.5">
            <ChangePerson person={person} rooms={rooms} isMe={isMe} actions={actions} />
          </td>
        </tr>
      )}
    </>
  );
}

function Until({ endsAt, now }: { endsAt: number; now: number }) {
  const { time } = useFormat();
  const isOver = endsAt <= now;
  return (
    <span className={`block text-[12px] ${isOver ? 'text-crit-text' : 'text-ink-3'}`}>
      {isOver ? 'ended after' : 'until'} {time(endsAt - 1, 'date')}
    </span>
  );
}

function LastHere({ at, now }: { at: number | null; now: number }): ReactNode {
  const { moment } = useFormat();
  if (at === null) return 'never yet';
  if (now - at < HERE_MS)
    return (
      <span className="inline-flex items-center gap-1.5">
        <LiveDot /> now
      </span>
    );
  return <Moment at={at}>{moment(at, now)}</Moment>;
}
