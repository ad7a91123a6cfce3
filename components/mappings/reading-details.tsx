'use client';

import { Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import type { MappingError } from '@/contracts/mapping-saving';
import { levelNames } from '@/contracts/topic-filter';
import type { Draft, ReadingDraft } from './draft';
import type { DraftChange } from './draft-changes';
import { problemAtField } from './field-problems';
import { hasTable, PLACE_FIELDS, READING_FIELDS } from './form-fields';
import { PairList } from './pair-list';
import { TypedFields } from './typed-inputs';

/** The rest of a reading: its place, what its channel is, which words are numbers. */
export function ReadingDetails({
  id,
  reading,
  place,
  draft,
  problems,
  change,
}: {
  id: string;
  reading: ReadingDraft;
  place: number;
  draft: Draft;
  problems: readonly MappingError[];
  change: (change: DraftChange) => void;
}) {
  const { key, typed, table } = reading;
  const { format } = draft;
  const at = `/readings/${place}`;
  const say = (name: string, text: string) => change({ type: 'reading field', key, name, text });
  return (
    <div id={id} className="mt-3 grid gap-3 rounded-lg bg-sunken p-3 desk:grid-cols-3">
      <TypedFields fields={PLACE_FIELDS[format]} {...{ typed, problems, at }} onChange={say} />
      <TextField
        label="Channel"
        value={typed.channel ?? ''}
        onChange={(event) => say('channel', event.target.value)}
        disabled={(typed.channelFromTopic ?? '') !== ''}
        placeholder="none"
        problem={problemAtField(problems, at, 'channel')}
      />
      <SelectField
        label="Channel from the topic"
        value={typed.channelFromTopic ?? ''}
        onChange={(event) => say('channelFromTopic', event.target.value)}
        options={levelOptions(draft.topic, typed.channelFromTopic ?? '')}
        problem={problemAtField(problems, at, 'channelFromTopic')}
      />
      <TypedFields fields={READING_FIELDS[format]} {...{ typed, problems, at }} onChange={say} />
      {hasTable(format) && (
        <div className="desk:col-span-2">
          <PairList
            legend="Words that are numbers"
            pairs={table}
            left={{ label: 'Sent', placeholder: 'open' }}
            right={{ label: 'Means', placeholder: '0' }}
            between="→"
            add="A word"
            onChange={(pairs) => change({ type: 'reading', key, part: { table: pairs } })}
          />
        </div>
      )}
      <div className="self-end desk:col-start-3 desk:justify-self-end">
        <Button look="danger" onClick={() => change({ type: 'drop', key })}>
          <Trash2 size={16} strokeWidth={1.75} aria-hidden="true" />
          Take it away
        </Button>
      </div>
    </div>
  );
}

/** The topic's levels by name, else by place; and the chosen one, if the topic no longer has it. */
function levelOptions(topic: string, chosen: string) {
  const names = levelNames(topic);
  const options = [
    { value: '', label: 'none' },
    ...topic.split('/').map((level, place) => ({
      value: names[place] ?? `${place}`,
      label: names[place] ?? `level ${place + 1}: ${level}`,
    })),
  ];
  if (options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: `${chosen}, which the topic has not` }];
}
