'use client';

import { CircleCheck, TriangleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { FormAction } from '@/components/registry/form-state';
import { FormProblem } from '@/components/registry/sensor-fields';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import type { Awake } from '@/contracts/people';
import { DoorHead } from './door-frame';
import { PersonFields } from './person-fields';
import { useDoor } from './use-door';

interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface SetupChoices {
  readonly timeZones: readonly Choice[];
  /** The one that the machine has. */
  readonly timeZone: string;
  readonly currencies: readonly Choice[];
  readonly languages: readonly Choice[];
  readonly units: readonly Choice[];
}

const PERSON = ['name', 'email', 'password'];

/** The first admin, then the home: two steps of one form, sent at the end. */
export function SetupForm({
  setUp,
  awake,
  choices,
  children,
}: {
  setUp: FormAction;
  awake: readonly Awake[];
  choices: SetupChoices;
  /** What the second step says besides. */
  children: ReactNode;
}) {
  const [step, setStep] = useState<1 | 2>(1);
  // Made when it is first shown, for the browser knows the zone; kept from then on, with what is typed.
  const [hasHome, setHasHome] = useState(false);
  const { refusal, isSending, onSubmit } = useDoor(async (before, form) => {
    const refused = await setUp(before, form);
    if (PERSON.includes(refused?.field ?? '')) setStep(1);
    return refused;
  }, '/');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    if (step === 2) return onSubmit(event);
    event.preventDefault();
    setHasHome(true);
    setStep(2);
  };
  return (
    <form onSubmit={submit}>
      <fieldset hidden={step !== 1}>
        <DoorHead step="Step 1 of 2" title="Who are you?">
          You become the first admin of this home. Others you can invite later.
        </DoorHead>
        <div className="grid gap-4">
          <PersonFields refusal={refusal} />
        </div>
      </fieldset>
      {hasHome && (
        <fieldset hidden={step !== 2} disabled={step !== 2}>
          <DoorHead step="Step 2 of 2" title="Is everything awake?">
            Hearth checks its own parts, and needs a few words about the home.
          </DoorHead>
          <div className="grid gap-4">
            <AwakeList awake={awake} />
            <HomeFields choices={choices} problem={refusal} />
            {children}
          </div>
        </fieldset>
      )}
      <div className="mt-4 grid gap-3">
        <FormProblem refusal={refusal} />
        <Button type="submit" look="primary" className="desk:h-11" disabled={isSending}>
          {step === 1 ? 'Go on' : isSending ? 'Setting up' : 'Finish'}
        </Button>
        {step === 2 && (
          <Button look="quiet" onClick={() => setStep(1)} disabled={isSending}>
            Back
          </Button>
        )}
      </div>
    </form>
  );
}

function HomeFields({
  choices,
  problem,
}: {
  choices: SetupChoices;
  problem: { readonly field?: string; readonly problem: string } | undefined;
}) {
  const problemOf = (field: string) => (problem?.field === field ? problem.problem : undefined);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = choices.timeZones.some(({ value }) => value === own) ? own : choices.timeZone;
  return (
    <>
      <TextField
        label="Home"
        name="home"
        required
        autoFocus
        maxLength={80}
        placeholder="Such as its street"
        problem={problemOf('home')}
      />
      <div className="grid gap-3 min-[400px]:grid-cols-2">
        <SelectField
          label="Time zone"
          name="timeZone"
          defaultValue={zone}
          options={choices.timeZones}
          problem={problemOf('timeZone')}
        />
        <SelectField
          label="Currency"
          name="currency"
          defaultValue="EUR"
          options={choices.currencies}
          problem={problemOf('currency')}
        />
        <SelectField
          label="Language"
          name="language"
          defaultValue={navigator.language.startsWith('de') ? 'de' : 'en'}
          options={choices.languages}
          problem={problemOf('language')}
        />
        <SelectField
          label="Units"
          name="units"
          defaultValue={navigator.language === 'en-US' ? 'us' : 'metric'}
          options={choices.units}
          problem={problemOf('units')}
        />
      </div>
      <p className="text-[12px] text-ink-3">
        Language is that of quantities and dates. Everybody can choose another one, and other units, for
        themselves.
      </p>
    </>
  );
}

const PARTS: readonly (readonly [role: string, name: string])[] = [
  ['ingest', 'MQTT broker, and Kafka behind it'],
  ['decode', 'Reading what sensors say'],
  ['history', 'History in PostgreSQL'],
  ['live', 'Live values'],
  ['search', 'Search'],
];

function AwakeList({ awake }: { awake: readonly Awake[] }) {
  const problems = new Map(awake.map(({ role, problem }) => [role, problem]));
  return (
    <ul>
      {PARTS.filter(([role]) => problems.has(role)).map(([role, name]) => (
        <AwakePart key={role} name={name} problem={problems.get(role)} />
      ))}
    </ul>
  );
}

function AwakePart({ name, problem }: { name: string; problem: string | undefined }) {
  return (
    <li className="flex gap-2.5 border-t border-line py-2.5">
      {problem === undefined ? (
        <CircleCheck {...ICON} className="mt-0.5 shrink-0 text-ok-text" />
      ) : (
        <TriangleAlert {...ICON} className="mt-0.5 shrink-0 text-warn-text" />
      )}
      <span className="min-w-0">
        <b className="block font-semibold">{name}</b>
        <span className="text-[12px] text-ink-2">{problem ?? 'awake'}</span>
      </span>
    </li>
  );
}

const ICON = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const;
