'use client';

import { useFormat } from '@/components/format/format-provider';
import { SelectField, TextField } from '@/components/ui/field';
import { Segments } from '@/components/ui/segments';
import { type SearchForm, SPANS } from './document-query';

/** What can be chosen from. */
export interface Places {
  readonly sensors: readonly { readonly id: string; readonly name: string }[];
  readonly rooms: readonly string[];
  /** With the unit that their values are stored in. */
  readonly quantities: readonly { readonly id: string; readonly unit: string }[];
}

const ANY = { value: '', label: 'any' };
const QUALITIES = [
  ANY,
  { value: 'plausible', label: 'plausible' },
  { value: 'implausible', label: 'implausible' },
];

export function Filters({
  form,
  places,
  problems,
  onChange,
}: {
  form: SearchForm;
  places: Places;
  problems: Partial<Record<'least' | 'most', string>>;
  onChange: (part: Partial<SearchForm>) => void;
}) {
  const format = useFormat();
  const unit = places.quantities.find(({ id }) => id === form.quantity)?.unit ?? '';
  const inUnit = unit === '' ? '' : `, ${unit}`;
  const isChosenSpan = !SPANS.some(({ id }) => id === form.range);
  const spans = SPANS.map(({ id, label, title }) => ({ id: id as string, label, spoken: title }));
  return (
    <section className="panel grid gap-3 p-4" aria-label="What is looked for">
      <Segments
        label="Span"
        segments={isChosenSpan ? [...spans, { id: form.range, label: 'chosen' }] : spans}
        chosen={form.range}
        onChoose={(range) => onChange({ range })}
        className="max-desk:w-full desk:justify-self-start"
      />
      <div className="grid grid-cols-2 gap-3 desk:grid-cols-6">
        <SelectField
          label="Sensor"
          value={form.sensor}
          options={[ANY, ...places.sensors.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={({ target }) => onChange({ sensor: target.value })}
        />
        <SelectField
          label="Room"
          value={form.room}
          options={[ANY, ...places.rooms.map((room) => ({ value: room, label: room }))]}
          onChange={({ target }) => onChange({ room: target.value })}
        />
        <SelectField
          label="Quantity"
          value={form.quantity}
          options={[ANY, ...places.quantities.map(({ id }) => ({ value: id, label: format.label(id) }))]}
          onChange={({ target }) => onChange({ quantity: target.value })}
        />
        <SelectField
          label="Quality"
          value={form.quality}
          options={QUALITIES}
          onChange={({ target }) => onChange({ quality: target.value })}
        />
        <TextField
          label={`At least${inUnit}`}
          inputMode="decimal"
          value={form.least}
          problem={problems.least}
          onChange={({ target }) => onChange({ least: target.value })}
        />
        <TextField
          label={`At most${inUnit}`}
          inputMode="decimal"
          value={form.most}
          problem={problems.most}
          onChange={({ target }) => onChange({ most: target.value })}
        />
      </div>
    </section>
  );
}
