'use client';

import {
  CircuitBoard,
  Gauge,
  HousePlug,
  HouseWifi,
  type LucideIcon,
  PlugZap,
  Radio,
  Server,
  SquareTerminal,
  ToggleRight,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { useOutcome } from '@/components/ui/use-outcome';
import { FAMILIES, type FamilyId, familyOf } from '@/contracts/arrival';
import type { Credentials } from '@/contracts/device-login';
import type { Outcome } from '@/contracts/registry';
import type { ArrivalWish } from './arrival-actions';
import { holdPassword } from './held-password';

const ICONS: Readonly<Record<FamilyId, LucideIcon>> = {
  tasmota: PlugZap,
  zigbee2mqtt: Radio,
  esphome: HouseWifi,
  arduino: CircuitBoard,
  raspberry: Server,
  shelly: ToggleRight,
  meter: Gauge,
  other: SquareTerminal,
};

/** The first step: what it is, and what its topic is called. */
export function FamilyChoice({
  rooms,
  begin,
}: {
  rooms: readonly string[];
  begin: (wish: ArrivalWish) => Promise<Outcome<Credentials>>;
}) {
  const router = useRouter();
  const [id, setId] = useState<FamilyId>('arduino');
  const [name, setName] = useState('');
  const [room, setRoom] = useState('');
  const [typed, setOwn] = useState<string>();
  const { run, isRunning, refused } = useOutcome();
  const family = familyOf(id);
  const own = typed ?? topicOf(name, family.proposes);
  const problemOf = (field: string) => (refused?.field === field ? refused.problem : undefined);
  const goOn = ({ user, password }: Credentials) => {
    holdPassword(user, password);
    router.push(`/sensors/new/${user}`);
  };
  return (
    <form
      className="grid gap-3 desk:gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        run(() => begin({ family: id, name, room, own }), goOn);
      }}
    >
      <p className="text-[15px] text-ink-2">
        Pick the closest family. Hearth fills in topics, units and ranges for you, and you can change all of
        it later.
      </p>
      <fieldset className="grid grid-cols-2 gap-3 desk:grid-cols-4">
        <legend className="sr-only">What is it</legend>
        {FAMILIES.map((one) => (
          <FamilyTile key={one.id} id={one.id} isChosen={one.id === id} choose={setId} />
        ))}
      </fieldset>
      <section className="panel grid gap-3 p-4 desk:grid-cols-3" aria-label="What it is called">
        <TextField
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={80}
          required
          hint={
            family.kind === 'gateway'
              ? 'Of the gateway; its devices get names of their own.'
              : 'Such as Bathroom climate.'
          }
          problem={problemOf('name')}
        />
        {family.kind !== 'gateway' && (
          <TextField
            label="Room"
            value={room}
            onChange={(event) => setRoom(event.target.value)}
            options={rooms}
            hint="A new name makes a new room; empty for none."
            problem={problemOf('room')}
          />
        )}
        <TextField
          label="Its own part of the topic"
          value={own}
          onChange={(event) => setOwn(event.target.value)}
          maxLength={60}
          spellCheck={false}
          autoCapitalize="none"
          hint={`It publishes below ${family.prefixes(family.base(own || '…'))[0]}/`}
          problem={problemOf('own')}
        />
      </section>
      {refused !== undefined && refused.field === undefined && (
        <p role="alert" className="text-crit-text">
          {refused.problem}
        </p>
      )}
      <div className="flex justify-end">
        <Button type="submit" look="primary" disabled={isRunning} className="max-desk:w-full">
          {isRunning ? 'Making its login…' : `Continue with ${family.name}`}
        </Button>
      </div>
    </form>
  );
}

function FamilyTile({
  id,
  isChosen,
  choose,
}: {
  id: FamilyId;
  isChosen: boolean;
  choose: (id: FamilyId) => void;
}) {
  const { name, says } = familyOf(id);
  const Icon = ICONS[id] ?? HousePlug;
  return (
    <label
      className={`panel cursor-pointer p-4 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink ${
        isChosen ? 'border-ink shadow-[0_0_0_1px_var(--color-ink)]' : 'hover:bg-hover'
      }`}
    >
      <input
        type="radio"
        name="family"
        value={id}
        checked={isChosen}
        onChange={() => choose(id)}
        className="sr-only"
      />
      <Icon size={20} strokeWidth={1.75} aria-hidden="true" className="mb-3.5 text-ink-2" />
      <b className="block font-semibold">{name}</b>
      <span className="text-ink-2">{says}</span>
    </label>
  );
}

/** What of a name can stand in a topic. */
function topicOf(name: string, otherwise: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.slice(0, 60) || otherwise;
}
