'use client';

import { type ReactNode, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { SelectField } from '@/components/ui/field';
import { LiveDot } from '@/components/ui/live-dot';
import { Moment } from '@/components/ui/moment';
import { useOutcome } from '@/components/ui/use-outcome';
import { type PersonLine, type PersonRole, ROLE_NAMES, type Sight } from '@/contracts/people';
import { initialsOf } from './initials';
import { ROLE_OPTIONS } from './invite-panel';
import { NewAddress } from './new-address';
import type { PeopleActions, RoomChoice } from './people-actions';
import { SightField, sightInWords } from './sight-field';

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
        <td className="px-1 min-[421px]:px-2">{ROLE_NAMES[person.role]}</td>
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

function ChangePerson({
  person,
  rooms,
  isMe,
  actions,
}: {
  person: PersonLine;
  rooms: readonly RoomChoice[];
  isMe: boolean;
  actions: PeopleActions;
}) {
  const [role, setRole] = useState<PersonRole>(person.role);
  const [chosen, setChosen] = useState<Sight>(person.sight);
  const [address, setAddress] = useState<string>();
  const [isSure, setSure] = useState(false);
  const { run, isRunning, problem } = useOutcome();
  return (
    <div className="grid gap-3 desk:max-w-[520px]">
      <SelectField
        label="Role"
        value={role}
        onChange={(event) => setRole(event.target.value as PersonRole)}
        options={ROLE_OPTIONS}
      />
      {role === 'viewer' && <SightField sight={chosen} onChange={setChosen} rooms={rooms} />}
      {problem !== undefined && (
        <p role="alert" className="text-crit-text">
          {problem}
        </p>
      )}
      {address !== undefined && (
        <NewAddress address={address}>
          With this address they set a new password. It works once, for a day, and is shown only now.
        </NewAddress>
      )}
      <div className="flex flex-wrap gap-2.5">
        <Button
          look="primary"
          disabled={isRunning}
          onClick={() =>
            run(
              () => actions.change(person.id, role, role === 'viewer' ? chosen : 'all'),
              () => undefined,
            )
          }
        >
          Save
        </Button>
        <Button
          disabled={isRunning}
          onClick={() =>
            run(
              () => actions.passwordLink(person.id),
              (done) => setAddress(done.address),
            )
          }
        >
          Link for a new password
        </Button>
        {isSure ? (
          <Button
            look="danger"
            autoFocus
            disabled={isRunning}
            onClick={() =>
              run(
                () => actions.remove(person.id),
                () => undefined,
              )
            }
          >
            {isMe ? 'Yes, remove myself' : `Yes, remove ${person.name}`}
          </Button>
        ) : (
          <Button look="danger" onClick={() => setSure(true)}>
            Remove
          </Button>
        )}
      </div>
      {isSure && (
        <p className="text-[12px] text-ink-2">
          Their open pages end within seconds, and they can’t sign in again. What they did stays in the audit
          log.
        </p>
      )}
    </div>
  );
}
