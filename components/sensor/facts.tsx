import type { ReactNode } from 'react';

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  /** Said more quietly beside the value. */
  readonly note?: string | undefined;
}

/** A list of what is known. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-[7px] px-4 pt-3 pb-4 text-[13px]">
      {facts.map(({ label, value, note }) => (
        <div key={label} className="contents">
          <dt className="text-ink-3">{label}</dt>
          <dd className="text-right">
            {value} {note !== undefined && <span className="text-ink-3">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
