'use client';

import { type ReactNode, useId } from 'react';
import { SMALL_CONTROL } from '@/components/ui/control';

const SMALL = `${SMALL_CONTROL} w-full`;

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
        className={`${SMALL} font-mono ${prefix === undefined ? '' : 'pr-1 pl-5'}`}
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
