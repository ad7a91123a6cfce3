import type { ReactNode } from 'react';

/** Four numbers in a row on a desktop, two by two on a phone. */
export function Kpis({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="panel grid grid-cols-2 desk:grid-cols-4" aria-label={label}>
      {children}
    </section>
  );
}

export function Kpi({
  label,
  value,
  says,
  isBad = false,
}: {
  label: string;
  value: ReactNode;
  says: ReactNode;
  isBad?: boolean;
}) {
  return (
    <div className="grid content-start gap-1 border-line p-4 max-desk:odd:border-r max-desk:[&:nth-child(n+3)]:border-t desk:border-l desk:first:border-l-0">
      <span className="text-[12px] text-ink-2">{label}</span>
      <span
        className={`text-[22px] leading-[1.1] font-[560] tracking-[-0.025em] desk:text-[26px] ${isBad ? 'text-crit-text' : ''}`}
      >
        {value}
      </span>
      <span className="text-[12px] text-ink-2">{says}</span>
    </div>
  );
}
