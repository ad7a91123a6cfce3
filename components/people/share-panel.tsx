'use client';

import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { Moment } from '@/components/ui/moment';
import { useOutcome } from '@/components/ui/use-outcome';
import type { ShareLine, Sight } from '@/contracts/people';
import { NewAddress } from './new-address';
import type { PeopleActions, RoomChoice } from './people-actions';
import { SightField, sightInWords } from './sight-field';

const DAYS = [1, 7, 30, 90, 366].map((days) => ({
  value: `${days}`,
  label: days === 1 ? 'in a day' : days === 366 ? 'in a year' : `in ${days} days`,
}));

/** Links by which anybody may look, without an account. */
export function SharePanel({
  shares,
  now,
  rooms,
  actions,
}: {
  shares: readonly ShareLine[];
  now: number;
  rooms: readonly RoomChoice[];
  actions: PeopleActions;
}) {
  const [name, setName] = useState('');
  const [sight, setSight] = useState<Sight>('all');
  const [days, setDays] = useState('7');
  const [address, setAddress] = useState<string>();
  const { run, isRunning, refused } = useOutcome();
  const problemOf = (field: string) => (refused?.field === field ? refused.problem : undefined);
  return (
    <section className="panel" aria-label="Share links">
      <div className="grid gap-3 p-4">
        <div>
          <h2 className="mb-1">Share link</h2>
          <p className="text-[12px] text-ink-2">
            Anyone with the link can look, nobody can change anything. No sign-in needed.
          </p>
        </div>
        <TextField
          label="What it is for"
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.target.value)}
          problem={problemOf('name')}
        />
        <SightField sight={sight} onChange={setSight} rooms={rooms} problem={problemOf('rooms')} />
        <SelectField
          label="Ends"
          value={days}
          onChange={(event) => setDays(event.target.value)}
          options={DAYS}
          problem={problemOf('days')}
        />
        {refused !== undefined && refused.field === undefined && (
          <p role="alert" className="text-crit-text">
            {refused.problem}
          </p>
        )}
        {address !== undefined && (
          <NewAddress address={address}>Shown only now. Whoever has it may look.</NewAddress>
        )}
        <Button
          look="primary"
          disabled={isRunning}
          onClick={() =>
            run(
              () => actions.share({ name, sight, days: Number(days) }),
              (done) => setAddress(done.address),
            )
          }
        >
          Create link
        </Button>
      </div>
      <ul>
        {shares.map((share) => (
          <ShareRow key={share.id} share={share} now={now} rooms={rooms} end={actions.endShare} />
        ))}
      </ul>
    </section>
  );
}

function ShareRow({
  share,
  now,
  rooms,
  end,
}: {
  share: ShareLine;
  now: number;
  rooms: readonly RoomChoice[];
  end: PeopleActions['endShare'];
}) {
  const { moment } = useFormat();
  const { run, isRunning, problem } = useOutcome();
  return (
    <li className="flex flex-wrap items-center gap-2.5 border-t border-line px-4 py-3">
      <span className="min-w-0 flex-1">
        <b className="block truncate font-semibold" dir="auto">
          {share.name}
        </b>
        <span className="block text-[12px] text-ink-2">
          {sightInWords(share.sight, rooms)}, opened {share.opened}×, ends{' '}
          <Moment at={share.expiresAt}>{moment(share.expiresAt, now)}</Moment>
        </span>
        {problem !== undefined && (
          <span role="alert" className="text-crit-text">
            {problem}
          </span>
        )}
      </span>
      <Button
        disabled={isRunning}
        onClick={() =>
          run(
            () => end(share.id),
            () => undefined,
          )
        }
      >
        End now<span className="sr-only"> {share.name}</span>
      </Button>
    </li>
  );
}
