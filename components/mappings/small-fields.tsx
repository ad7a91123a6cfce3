'use client';

import { type ReactNode, useId } from 'react';
import { SelectField, TextField } from '@/components/ui/field';
import type { MappingError } from '@/contracts/mapping-saving';
import { problemAtField } from './field-problems';
import type { FormField } from './form-fields';
import type { Typed } from './typed-fields';

const SMALL =
  'h-11 w-full min-w-0 rounded-lg border border-control bg-surface px-2 text-[14px] desk:h-8 desk:text-[13px] aria-[invalid=true]:border-crit-text';

/** A field in a row, whose label is above the column and spoken. */
export function SmallInput({
  label,
  value,
  onChange,
  prefix,
  placeholder,
  problem,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  prefix?: string;
  placeholder?: string | undefined;
  problem: string | undefined;
}) {
  const id = useId();
  return (
    <Small id={id} label={label} problem={problem}>
      {prefix !== undefined && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-0 left-2 grid h-11 place-items-center font-mono text-ink-3 desk:h-8"
        >
          {prefix}
        </span>
      )}
      <input
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        placeholder={placeholder}
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-below`}
        className={`${SMALL} font-mono ${prefix === undefined ? '' : 'pl-5'}`}
      />
    </Small>
  );
}

export function SmallSelect({
  label,
  value,
  onChange,
  options,
  problem,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { readonly value: string; readonly label: string }[];
  problem?: string | undefined;
}) {
  const id = useId();
  return (
    <Small id={id} label={label} problem={problem}>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-below`}
        className={SMALL}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Small>
  );
}

function Small({
  id,
  label,
  problem,
  children,
}: {
  id: string;
  label: string;
  problem: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="text-[12px] font-medium text-ink-2 wide:sr-only">
        {label}
      </label>
      <div className="relative">{children}</div>
      {problem !== undefined && (
        <p id={`${id}-below`} role="alert" className="mt-1 text-[12px] text-crit-text">
          {problem}
        </p>
      )}
    </div>
  );
}

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
