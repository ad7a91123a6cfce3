'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { CONTROL } from './control';

/** A labelled control, with what is wrong about it below. */
function Field({
  label,
  hint,
  problem,
  children,
}: {
  label: string;
  hint?: ReactNode;
  problem: string | undefined;
  children: (ids: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': boolean;
  }) => ReactNode;
}) {
  const id = useId();
  const below = problem ?? hint;
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={id} className="text-[12px] font-medium text-ink-2">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': below === undefined ? undefined : `${id}-below`,
        'aria-invalid': problem !== undefined,
      })}
      {below !== undefined && (
        <p
          id={`${id}-below`}
          className={`text-[12px] ${problem === undefined ? 'text-ink-3' : 'text-crit-text'}`}
          role={problem === undefined ? undefined : 'alert'}
        >
          {below}
        </p>
      )}
    </div>
  );
}

interface Labelled {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: string | undefined;
}

export function TextField({
  label,
  hint,
  problem,
  options,
  ...rest
}: Labelled & ComponentProps<'input'> & { options?: readonly string[] }) {
  const list = useId();
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(ids) => (
        <>
          <input
            type="text"
            autoComplete="off"
            dir="auto"
            className={`${CONTROL} w-full`}
            {...(options !== undefined && { list })}
            {...rest}
            {...ids}
          />
          {options !== undefined && (
            <datalist id={list}>
              {options.map((option) => (
                <option key={option} value={option} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

export function TextAreaField({ label, hint, problem, ...rest }: Labelled & ComponentProps<'textarea'>) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(ids) => (
        <textarea
          autoComplete="off"
          spellCheck={false}
          className="w-full min-w-0 rounded-lg border border-control bg-surface px-2.5 py-2 font-mono text-[12px] aria-[invalid=true]:border-crit-text"
          {...rest}
          {...ids}
        />
      )}
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  problem,
  options,
  ...rest
}: Labelled &
  ComponentProps<'select'> & {
    options: readonly { readonly value: string; readonly label: string }[];
  }) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(ids) => (
        <select className={`${CONTROL} w-full`} {...rest} {...ids}>
          {options.map(({ value, label: shown }) => (
            <option key={value} value={value}>
              {shown}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
