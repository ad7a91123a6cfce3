'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { useOutcome } from '@/components/ui/use-outcome';
import { PERSON_ROLES, type PersonRole, ROLE_NAMES, type Sight } from '@/contracts/people';
import { NewAddress } from './new-address';
import type { PeopleActions, RoomChoice } from './people-actions';
import { SightField } from './sight-field';

export const ROLE_OPTIONS = PERSON_ROLES.toReversed().map((value) => ({ value, label: ROLE_NAMES[value] }));

/** Makes an address that lets one person in. */
export function InvitePanel({
  rooms,
  invite,
  onClose,
}: {
  rooms: readonly RoomChoice[];
  invite: PeopleActions['invite'];
  onClose: () => void;
}) {
  const [role, setRole] = useState<PersonRole>('homeowner');
  const [chosen, setChosen] = useState<Sight>('all');
  const [note, setNote] = useState('');
  const [address, setAddress] = useState<string>();
  const { run, isRunning, refused } = useOutcome();
  const sight = role === 'viewer' ? chosen : 'all';
  const problemOf = (field: string) => (refused?.field === field ? refused.problem : undefined);
  return (
    <section className="panel grid gap-3 p-4" aria-label="Invite somebody">
      <h2>Invite somebody</h2>
      <div className="grid gap-3 desk:grid-cols-2">
        <TextField
          label="For whom"
          value={note}
          maxLength={80}
          autoFocus
          onChange={(event) => setNote(event.target.value)}
          hint="So that you know the invitation again; they choose their own name."
          problem={problemOf('note')}
        />
        <SelectField
          label="Role"
          value={role}
          onChange={(event) => setRole(event.target.value as PersonRole)}
          options={ROLE_OPTIONS}
        />
      </div>
      {role === 'viewer' && (
        <SightField sight={chosen} onChange={setChosen} rooms={rooms} problem={problemOf('rooms')} />
      )}
      {refused !== undefined && refused.field === undefined && (
        <p role="alert" className="text-crit-text">
          {refused.problem}
        </p>
      )}
      {address !== undefined && (
        <NewAddress address={address}>
          Send them this address. It works once, for seven days, and is shown only now.
        </NewAddress>
      )}
      <div className="flex gap-2.5">
        <Button
          look="primary"
          disabled={isRunning}
          onClick={() =>
            run(
              () => invite({ role, sight, note }),
              (done) => setAddress(done.address),
            )
          }
        >
          {address === undefined ? 'Make an invitation' : 'Make another one'}
        </Button>
        <Button onClick={onClose}>{address === undefined ? 'Cancel' : 'Close'}</Button>
      </div>
    </section>
  );
}
