'use client';

import { SelectField, TextField } from '@/components/ui/field';
import type { SensorFields as Fields } from '@/contracts/registry';
import { PROFILES, SENSOR_ICONS } from '@/contracts/sensor-looks';
import type { Refusal } from './form-state';

const PROFILE_WORDS: Readonly<Record<(typeof PROFILES)[number], string>> = {
  meter: 'Meter of the house, at the grid',
  solar: 'Solar: its power is what it makes',
  battery: 'Battery: its power is what it gives',
  device: 'Device that takes power',
  climate: 'Climate of a room',
  outdoor: 'Climate outdoors',
  cold: 'Fridge or freezer',
  heating: 'Heating: boiler, flow, flue',
  other: 'Something else',
};

const ICON_OPTIONS = [
  { value: '', label: 'By what it measures' },
  ...SENSOR_ICONS.map((name) => ({ value: name, label: wordOf(name) })),
];
const PROFILE_OPTIONS = [
  { value: '', label: 'By what it measures' },
  ...PROFILES.map((profile) => ({ value: profile, label: PROFILE_WORDS[profile] })),
];

/** What a person says of a sensor: its name, where it is, and what kind of thing it is. */
export function SensorFields({
  initial,
  rooms,
  refusal,
}: {
  initial: Fields;
  rooms: readonly string[];
  refusal: Refusal | undefined;
}) {
  const problem = (field: string) => (refusal?.field === field ? refusal.problem : undefined);
  return (
    <div className="grid gap-3 desk:grid-cols-2">
      <TextField label="Name" name="name" defaultValue={initial.name} required problem={problem('name')} />
      <TextField
        label="Room"
        name="room"
        defaultValue={initial.room ?? ''}
        options={rooms}
        hint="A new name makes a new room; empty for none."
        problem={problem('room')}
      />
      <SelectField
        label="Kind"
        name="profile"
        defaultValue={initial.profile ?? ''}
        options={PROFILE_OPTIONS}
      />
      <SelectField label="Icon" name="icon" defaultValue={initial.icon ?? ''} options={ICON_OPTIONS} />
    </div>
  );
}

function wordOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What is wrong with the form as a whole. */
export function FormProblem({ refusal }: { refusal: Refusal | undefined }) {
  if (refusal === undefined || refusal.field !== undefined) return null;
  return (
    <p role="alert" className="text-[13px] text-crit-text">
      {refusal.problem}
    </p>
  );
}
