'use client';

import { SelectField, TextField } from '@/components/ui/field';
import type { MappingError } from '@/contracts/mapping-saving';
import { problemAtField } from './field-problems';
import type { FormField } from './form-fields';
import type { Typed } from './typed-fields';

/** Fields by what the form says of them. `at`: where they stand in the mapping. */
export function TypedFields({
  fields,
  typed,
  problems,
  at = '',
  onChange,
}: {
  fields: readonly FormField[];
  typed: Typed;
  problems: readonly MappingError[];
  at?: string;
  onChange: (name: string, text: string) => void;
}) {
  return fields.map((field) => (
    <TypedField
      key={field.name}
      field={field}
      value={typed[field.name] ?? ''}
      problem={problemAtField(problems, at, field.name)}
      onChange={(text) => onChange(field.name, text)}
    />
  ));
}

function TypedField({
  field: { label, kind, options = [], placeholder, hint },
  value,
  problem,
  onChange,
}: {
  field: FormField;
  value: string;
  problem: string | undefined;
  onChange: (text: string) => void;
}) {
  if (kind === 'choice' || kind === 'yes') {
    const choices = kind === 'yes' ? YES_OR_NO : options;
    return (
      <SelectField
        label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        options={choices}
        problem={problem}
      />
    );
  }
  return (
    <TextField
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      placeholder={placeholder}
      hint={hint}
      problem={problem}
    />
  );
}

const YES_OR_NO = [
  { value: '', label: 'no' },
  { value: 'yes', label: 'yes' },
];
