'use client';

import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '@/components/ui/button';
import { SelectField } from '@/components/ui/field';
import { useOutcome } from '@/components/ui/use-outcome';
import type { MappedSensor } from '@/contracts/mapping-preview';
import type { MappingError } from '@/contracts/mapping-saving';
import type { Outcome } from '@/contracts/registry';
import type { Capture } from './captures';
import { type Owner, problemAt } from './draft';
import { SmallSelect } from './small-fields';

export type AddSensor = (name: string) => Promise<Outcome<{ readonly id: string }>>;

interface Parts {
  readonly owner: Owner;
  readonly sensors: readonly MappedSensor[];
  readonly problems: readonly MappingError[];
  readonly change: (part: Partial<Owner>) => void;
  /** Says whose one text of the level is. */
  readonly choose: (text: string, sensor: string) => void;
}

interface Adding {
  /** What the mapping is called: part of what a new sensor is. */
  readonly name: string;
  readonly addSensor: AddSensor;
  readonly onAdded: (sensor: MappedSensor) => void;
}

/** Whose the readings are: one sensor or, by a named level of the topic, one for each of its texts. */
export function OwnerFields({
  captures,
  name,
  addSensor,
  onAdded,
  ...parts
}: Parts & Adding & { captures: readonly Capture[] }) {
  const { owner, problems, change } = parts;
  const names = captures.map((capture) => capture.name);
  const known = owner.sensorFrom === '' || names.includes(owner.sensorFrom);
  const ways = [
    { value: '', label: 'one sensor' },
    ...names.map((each) => ({ value: each, label: `a sensor for each ${each}` })),
    ...(known ? [] : [{ value: owner.sensorFrom, label: `{${owner.sensorFrom}}, which the topic has not` }]),
  ];
  const capture = captures.find((each) => each.name === owner.sensorFrom);
  return (
    <div className="grid gap-3 border-t border-line pt-3 desk:grid-cols-[220px_minmax(0,1fr)]">
      {ways.length > 1 && (
        <SelectField
          label="It feeds"
          value={owner.sensorFrom}
          onChange={(event) => change({ sensorFrom: event.target.value })}
          options={ways}
          problem={problemAt(problems, '/sensorFrom')}
        />
      )}
      {owner.sensorFrom === '' ? (
        <OneSensor {...parts} name={name} {...{ addSensor, onAdded }} />
      ) : (
        <SensorTable {...parts} texts={textsOf(owner, capture)} name={name} {...{ addSensor, onAdded }} />
      )}
    </div>
  );
}

function OneSensor({
  owner: { sensor },
  sensors,
  problems,
  change,
  name,
  addSensor,
  onAdded,
}: Parts & Adding) {
  const { run, isRunning, problem } = useOutcome();
  const field = useRef<HTMLSelectElement>(null);
  const called = sensorName(name, '');
  const add = () => {
    // The button goes with what it adds.
    field.current?.focus();
    run(
      () => addSensor(called),
      ({ id }) => {
        onAdded({ id, name: called });
        change({ sensor: id });
      },
    );
  };
  return (
    <div className="flex flex-wrap items-end gap-2.5">
      <div className="w-64 max-desk:w-full">
        <SelectField
          ref={field}
          label="Sensor"
          value={sensor}
          onChange={(event) => change({ sensor: event.target.value })}
          options={[{ value: '', label: 'choose one' }, ...sensors.map(optionOf)]}
          problem={problemAt(problems, '/sensor') ?? problem}
        />
      </div>
      {sensor === '' && called !== '' && (
        <Button disabled={isRunning} onClick={add}>
          <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
          Add “{called}”
        </Button>
      )}
    </div>
  );
}

/** What is on the wire, and what is listed already. */
function textsOf({ sensors }: Owner, capture: Capture | undefined): readonly string[] {
  return [...new Set([...Object.keys(sensors), ...(capture?.texts ?? [])])];
}

function SensorTable({
  owner,
  sensors,
  problems,
  choose,
  texts,
  name,
  addSensor,
  onAdded,
}: Parts & Adding & { texts: readonly string[] }) {
  const { run, isRunning, problem } = useOutcome();
  const table = useRef<HTMLUListElement>(null);
  const add = (text: string) => {
    // The button goes with what it adds.
    table.current?.querySelectorAll('select')[texts.indexOf(text)]?.focus();
    const called = sensorName(text, name);
    run(
      () => addSensor(called),
      ({ id }) => {
        onAdded({ id, name: called });
        choose(text, id);
      },
    );
  };
  return (
    <div className="grid content-start gap-1.5">
      <ul
        ref={table}
        className="grid items-start gap-1.5 wide:grid-cols-2"
        aria-label={`Sensor of each ${owner.sensorFrom}`}
      >
        {texts.map((text) => (
          <li key={text} className="flex flex-wrap items-end gap-2 wide:items-center">
            <span className="w-28 truncate font-mono text-[12.5px] max-wide:hidden" title={text}>
              {text}
            </span>
            <div className="w-56">
              <SmallSelect
                label={`Sensor of ${text}`}
                value={owner.sensors[text] ?? ''}
                onChange={(id) => choose(text, id)}
                options={[{ value: '', label: 'nobody yet' }, ...sensors.map(optionOf)]}
                problem={problemAt(problems, `/sensors/${text}`)}
              />
            </div>
            {!owner.sensors[text] && (
              <Button disabled={isRunning} onClick={() => add(text)}>
                <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
                Add “{sensorName(text, name)}”
              </Button>
            )}
          </li>
        ))}
      </ul>
      {[problem, problemAt(problems, '/sensors')].map(
        (said) =>
          said !== undefined && (
            <p key={said} role="alert" className="text-[12px] text-crit-text">
              {said}
            </p>
          ),
      )}
      <p className="text-[12px] text-ink-3">
        Messages of a {owner.sensorFrom} that nobody has stay in the inbox.
      </p>
    </div>
  );
}

/** “livingroom” of a mapping “climate” is “Livingroom climate”. */
function sensorName(text: string, name: string): string {
  const last = name.split('/').at(-1) ?? '';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} ${last}`.trim().slice(0, 80);
}

function optionOf({ id, name }: MappedSensor) {
  return { value: id, label: name };
}
