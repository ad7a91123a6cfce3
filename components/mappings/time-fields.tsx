'use client';

import { SelectField, TextField } from '@/components/ui/field';
import { type Draft, type MappingProblem, problemAt } from './draft';

const FORMATS = [
  { value: 'auto', label: 'tell it by itself' },
  { value: 'unix_s', label: 'seconds since 1970' },
  { value: 'unix_ms', label: 'milliseconds since 1970' },
  { value: 'unix_us', label: 'microseconds since 1970' },
  { value: 'unix_ns', label: 'nanoseconds since 1970' },
  { value: 'iso8601', label: 'ISO 8601' },
  { value: 'iso8601-local', label: 'ISO 8601, local time' },
];

/** When it was measured, by the device's word. */
export function TimeFields({
  draft,
  problems,
  change,
}: {
  draft: Draft;
  problems: readonly MappingProblem[];
  change: (part: Partial<Draft>) => void;
}) {
  return (
    <fieldset className="grid grid-cols-2 gap-3 border-t border-line py-3.5 desk:grid-cols-3">
      <legend className="sr-only">Time</legend>
      <TextField
        label="Where the time stands"
        value={draft.timePath}
        onChange={(event) => change({ timePath: event.target.value })}
        placeholder="none: the moment of receipt"
        problem={problemAt(problems, '/timePath')}
      />
      <SelectField
        label="How it is written"
        value={draft.timeFormat}
        onChange={(event) => change({ timeFormat: event.target.value })}
        disabled={draft.timePath === ''}
        options={FORMATS}
      />
      <TextField
        label="Its zone, where it names none"
        value={draft.timeZone}
        onChange={(event) => change({ timeZone: event.target.value })}
        disabled={draft.timePath === ''}
        placeholder="the home's"
        problem={problemAt(problems, '/timeZone')}
      />
    </fieldset>
  );
}
