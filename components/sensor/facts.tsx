import type { ReactNode } from 'react';

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  /** Said more quietly beside the value. */
  readonly note?: ReactNode;
}

/** A list of what is known; a wide one stands in two columns on a desktop. */
export function Facts({ facts, isWide = false }: { facts: readonly Fact[]; isWide?: boolean }) {
  return (
    <dl
      className={`grid grid-cols-[auto_1fr] gap-x-4 gap-y-[7px] px-4 pt-3 pb-4 text-[13px] ${isWide ? 'desk:grid-cols-[auto_1fr_auto_1fr] desk:gap-x-8' : ''}`}
    >
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
