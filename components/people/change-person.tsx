'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { SureButton } from '@/components/ui/sure-button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { PersonLine, PersonRole, Sight } from '@/contracts/people';
import { ROLE_OPTIONS } from './invite-panel';
import { NewAddress } from './new-address';
import type { PeopleActions, RoomChoice } from './people-actions';
import { SightField } from './sight-field';

/** What a person may, until when, a new password, and their removal. */
export function ChangePerson({
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
  const [lastDay, setLastDay] = useState(person.lastDay ?? '');
  const [address, setAddress] = useState<string>();
  const [isSure, setSure] = useState(false);
  const { run, isRunning, refused } = useOutcome();
  const problemOf = (field: string) => (refused?.field === field ? refused.problem : undefined);
  return (
    <div className="grid gap-3 desk:max-w-[520px]">
      <SelectField
        label="Role"
        value={role}
        onChange={(event) => setRole(event.target.value as PersonRole)}
        options={ROLE_OPTIONS}
      />
      {role === 'viewer' && (
        <SightField sight={chosen} onChange={setChosen} rooms={rooms} problem={problemOf('rooms')} />
      )}
      {role !== 'admin' && (
        <TextField
          label="Last day"
          type="date"
          value={lastDay}
          onChange={({ target }) => setLastDay(target.value)}
          hint="Empty: they may come in for ever."
          problem={problemOf('lastDay')}
        />
      )}
      {refused !== undefined && refused.field === undefined && (
        <p role="alert" className="text-crit-text">
          {refused.problem}
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
              () =>
                actions.change(person.id, {
                  role,
                  sight: role === 'viewer' ? chosen : 'all',
                  lastDay: role === 'admin' || lastDay === '' ? null : lastDay,
                }),
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
        <SureButton
          label="Remove"
          sure={isMe ? 'Yes, remove myself' : `Yes, remove ${person.name}`}
          isSure={isSure}
          isBusy={isRunning}
          onAsk={() => setSure(true)}
          onSure={() =>
            run(
              () => actions.remove(person.id),
              () => undefined,
            )
          }
        />
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
