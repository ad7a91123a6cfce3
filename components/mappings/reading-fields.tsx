'use client';

import { Trash2 } from 'lucide-react';
import { useFormat } from '@/components/format/format-provider';
import { IconButton } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { QUANTITIES, quantityOf } from '@/contracts/quantities';
import { levelNames } from '@/contracts/topic-filter';
import { type MappingFormat, type MappingProblem, problemAt, type ReadingDraft } from './draft';

/** One value of the message: where it stands, what it is, in which unit it is sent. */
export function ReadingFields({
  reading,
  place,
  format: messageFormat,
  topic,
  units,
  problems,
  onChange,
  onRemove,
}: {
  reading: ReadingDraft;
  place: number;
  format: MappingFormat;
  topic: string;
  units: Readonly<Record<string, readonly string[]>>;
  problems: readonly MappingProblem[];
  onChange: (change: Partial<ReadingDraft>) => void;
  onRemove: (() => void) | undefined;
}) {
  const format = useFormat();
  const isJson = messageFormat === 'json';
  const quantityOptions = QUANTITIES.map(({ id }) => ({ value: id, label: format.label(id) }));
  const at = `/readings/${place}`;
  const accepted = units[reading.quantity] ?? [];
  const unitOptions = accepted.length === 0 ? [{ value: '', label: 'none' }] : accepted.map(optionOf);
  const ownUnit = quantityOf(reading.quantity)?.unit ?? '';
  const levels = topic.split('/');
  const names = levelNames(topic);
  const levelOptions = [
    { value: '', label: 'none' },
    ...levels.map((level, index) => ({
      value: names[index] ?? `${index}`,
      label: names[index] ?? `level ${index + 1}: ${level}`,
    })),
  ];
  if (!levelOptions.some(({ value }) => value === reading.level))
    levelOptions.push({ value: reading.level, label: `${reading.level}, which the topic has not` });
  return (
    <fieldset className="grid grid-cols-2 gap-3 border-t border-line py-3.5 desk:grid-cols-4">
      <legend className="sr-only">Value {place + 1}</legend>
      {messageFormat !== 'number' && (
        <div className="col-span-2 desk:col-span-4">
          <TextField
            label="Where it stands"
            value={reading.path}
            onChange={(event) => onChange({ path: event.target.value })}
            placeholder={isJson ? '/sensor/temperature' : 'temperature'}
            hint={isJson ? 'A JSON pointer; press a value of the sample to fill it in.' : 'The field’s name.'}
            problem={problemAt(problems, `${at}/path`)}
          />
        </div>
      )}
      <SelectField
        label="Quantity"
        value={reading.quantity}
        onChange={(event) =>
          onChange({ quantity: event.target.value, unit: units[event.target.value]?.[0] ?? '' })
        }
        options={quantityOptions}
        problem={problemAt(problems, `${at}/quantity`)}
      />
      <SelectField
        label="Unit sent"
        value={reading.unit}
        onChange={(event) => onChange({ unit: event.target.value })}
        options={unitOptions}
        problem={problemAt(problems, `${at}/unit`) ?? problemAt(problems, at)}
      />
      <TextField
        label="Scale"
        value={reading.scale}
        onChange={(event) => onChange({ scale: event.target.value })}
        inputMode="decimal"
        placeholder="1"
        problem={problemAt(problems, `${at}/scale`)}
      />
      <TextField
        label="Offset"
        value={reading.offset}
        onChange={(event) => onChange({ offset: event.target.value })}
        inputMode="decimal"
        placeholder="0"
        problem={problemAt(problems, `${at}/offset`)}
      />
      <TextField
        label={ownUnit === '' ? 'Believable from' : `Believable from, ${ownUnit}`}
        value={reading.min}
        onChange={(event) => onChange({ min: event.target.value })}
        inputMode="decimal"
        placeholder="any"
        problem={problemAt(problems, `${at}/min`)}
      />
      <TextField
        label={ownUnit === '' ? 'Believable to' : `Believable to, ${ownUnit}`}
        value={reading.max}
        onChange={(event) => onChange({ max: event.target.value })}
        inputMode="decimal"
        placeholder="any"
        problem={problemAt(problems, `${at}/max`)}
      />
      <TextField
        label="Channel"
        value={reading.channel}
        onChange={(event) => onChange({ channel: event.target.value })}
        disabled={reading.level !== ''}
        placeholder="none"
        problem={problemAt(problems, `${at}/channel`)}
      />
      <SelectField
        label="Channel from the topic"
        value={reading.level}
        onChange={(event) => onChange({ level: event.target.value })}
        options={levelOptions}
        problem={problemAt(problems, `${at}/channelFromTopic`)}
      />
      {onRemove !== undefined && (
        <div className="self-end">
          <IconButton label={`Take value ${place + 1} away`} onClick={onRemove}>
            <Trash2 size={16} strokeWidth={1.75} aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </fieldset>
  );
}

function optionOf(unit: string) {
  return { value: unit, label: unit };
}
