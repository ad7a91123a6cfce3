'use client';

import { Plus } from 'lucide-react';
import { useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import {
  type Draft,
  definitionOf,
  draftOf,
  emptyDraft,
  emptyReading,
  type MappingProblem,
  problemAt,
  type ReadingDraft,
} from './draft';
import { ReadingFields } from './reading-fields';
import { TimeFields } from './time-fields';
import { usePreview } from './use-preview';
import { WirePanel } from './wire-panel';

export interface Identity {
  readonly topic: string;
  readonly match?: unknown;
}

const UNREACHED: readonly MappingProblem[] = [
  {
    path: '',
    message: 'That did not reach Hearth. Nothing was changed, and what you typed is still here; try again.',
  },
];

/** Teaches which messages are readings of a sensor, with what is on the wire beside it. */
export function MappingForm({
  sensors,
  units,
  initial,
  save,
}: {
  sensors: readonly { readonly id: string; readonly name: string }[];
  units: Readonly<Record<string, readonly string[]>>;
  /** The sensor and, where a mapping is edited, what it says. */
  initial: { readonly sensorId?: string; readonly topic?: string; readonly definition?: unknown };
  save: (
    sensor: string,
    definition: object,
    before: Identity | undefined,
  ) => Promise<readonly MappingProblem[]>;
}) {
  const [sensor, setSensor] = useState(initial.sensorId ?? sensors[0]?.id ?? '');
  const [draft, setDraft] = useState<Draft>(() =>
    initial.definition === undefined ? emptyDraft(initial.topic) : draftOf(initial.definition),
  );
  const [refused, setRefused] = useState<readonly MappingProblem[]>();
  const [isSaving, startSaving] = useTransition();
  const definition = definitionOf(draft);
  const previewed = usePreview(definition);
  // Before the first try a field that is empty yet is not wrong.
  const problems = refused === undefined ? [] : (previewed.preview?.errors ?? refused);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = () =>
    startSaving(async () => {
      const before = initial.definition as Identity | undefined;
      const found = await save(sensor, definition, before && identityOf(before)).catch(unlessLeaving);
      setRefused(found);
    });
  const general = refused?.filter(({ path }) => path === '' || path === '/sensor') ?? [];
  return (
    <div className="grid items-start gap-3 desk:grid-cols-[minmax(0,1fr)_420px] desk:gap-4">
      <section className="panel min-w-0 px-4 pt-4" aria-label="Mapping">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Where
            sensor={sensor}
            sensors={sensors}
            isFixed={initial.definition !== undefined}
            onSensor={setSensor}
            draft={draft}
            problems={problems}
            change={change}
          />
          {draft.format === 'availability' ? (
            <Words draft={draft} problems={problems} change={change} />
          ) : (
            <Readings draft={draft} units={units} problems={problems} change={change} />
          )}
          {draft.format === 'json' && <TimeFields draft={draft} problems={problems} change={change} />}
          {general.map(({ message }) => (
            <p key={message} role="alert" className="pb-3 text-crit-text">
              {message}
            </p>
          ))}
          <div className="border-t border-line py-3.5">
            <Button type="submit" look="primary" disabled={isSaving || sensor === ''}>
              {isSaving ? 'Saving…' : 'Save mapping'}
            </Button>
            <p className="mt-1.5 text-[12px] text-ink-3">
              It holds for messages from one second on. Those before stay in the raw log.
            </p>
          </div>
        </form>
      </section>
      <WirePanel
        previewed={previewed}
        onPick={(pointer) => change({ format: 'json', readings: picked(draft, pointer) })}
      />
    </div>
  );
}

const FORMATS = [
  { value: 'json', label: 'JSON' },
  { value: 'number', label: 'A number alone' },
  { value: 'influx', label: 'InfluxDB’s line protocol' },
  { value: 'availability', label: 'Whether it is there: a birth or last will' },
] as const;

interface Part {
  readonly draft: Draft;
  readonly problems: readonly MappingProblem[];
  readonly change: (part: Partial<Draft>) => void;
}

function Where({
  sensor,
  sensors,
  isFixed,
  onSensor,
  draft,
  problems,
  change,
}: Part & {
  sensor: string;
  sensors: readonly { readonly id: string; readonly name: string }[];
  isFixed: boolean;
  onSensor: (id: string) => void;
}) {
  return (
    <div className="grid gap-3 pb-3.5 desk:grid-cols-2">
      <SelectField
        label="Sensor"
        value={sensor}
        onChange={(event) => onSensor(event.target.value)}
        disabled={isFixed}
        options={sensors.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        label="Message"
        value={draft.format}
        onChange={(event) =>
          change({ format: FORMATS.find(({ value }) => value === event.target.value)?.value ?? 'json' })
        }
        options={FORMATS}
      />
      <TextField
        label="Topic filter"
        value={draft.topic}
        onChange={(event) => change({ topic: event.target.value })}
        placeholder="home/{room}/climate"
        hint="{room} or + stands for one level, # at the end for all that follow. A name can be the channel."
        problem={problemAt(problems, '/topic')}
      />
      {(draft.format === 'json' || draft.format === 'number') && (
        <SelectField
          label="Decimals are written with"
          value={draft.decimalSeparator}
          onChange={(event) => change({ decimalSeparator: event.target.value === ',' ? ',' : '.' })}
          options={[
            { value: '.', label: 'a point: 21.5' },
            { value: ',', label: 'a comma: 21,5' },
          ]}
        />
      )}
    </div>
  );
}

/** What is said when the sensor is there, and what when it is gone. */
function Words({ draft, problems, change }: Part) {
  return (
    <div className="grid gap-3 border-t border-line py-3.5 desk:grid-cols-2">
      <TextField
        label="It is there"
        value={draft.online}
        onChange={(event) => change({ online: event.target.value })}
        placeholder="online"
        problem={problemAt(problems, '/online')}
      />
      <TextField
        label="It is gone"
        value={draft.offline}
        onChange={(event) => change({ offline: event.target.value })}
        placeholder="offline"
        problem={problemAt(problems, '/offline')}
      />
    </div>
  );
}

function Readings({
  draft,
  units,
  problems,
  change,
}: Part & { units: Readonly<Record<string, readonly string[]>> }) {
  const { readings } = draft;
  const changeAt = (place: number, part: Partial<ReadingDraft>) =>
    change({ readings: readings.map((one, index) => (index === place ? { ...one, ...part } : one)) });
  return (
    <>
      {readings.map((reading, place) => (
        <ReadingFields
          key={reading.key}
          reading={reading}
          place={place}
          format={draft.format}
          topic={draft.topic}
          units={units}
          problems={problems}
          onChange={(part) => changeAt(place, part)}
          onRemove={
            readings.length === 1
              ? undefined
              : () => change({ readings: readings.filter((_, index) => index !== place) })
          }
        />
      ))}
      <div className="pb-3.5">
        <Button onClick={() => change({ readings: [...readings, emptyReading()] })}>
          <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
          Another value
        </Button>
      </div>
    </>
  );
}

/** A picked value fills the reading that has no place yet, or makes one more. */
function picked({ readings }: Draft, pointer: string): readonly ReadingDraft[] {
  const empty = readings.findIndex(({ path }) => path === '');
  if (empty < 0) return [...readings, emptyReading(pointer)];
  return readings.map((one, index) => (index === empty ? { ...one, path: pointer } : one));
}

function identityOf({ topic, match }: Identity): Identity {
  return match === undefined ? { topic } : { topic, match };
}

/** Being led to another page is told by an error too. */
function unlessLeaving(error: unknown): readonly MappingProblem[] {
  const { digest } = error as { readonly digest?: string };
  if (digest?.startsWith('NEXT_REDIRECT') === true) throw error;
  return UNREACHED;
}
