'use client';

import { useFormat } from '@/components/format/format-provider';
import { useShown } from '@/components/format/use-shown';
import { Value } from '@/components/ui/value';
import type { HouseToday } from '@/contracts/house';

/** What was used since midnight, and how much of it came from the own roof. */
export function TodayPanel({ today }: { today: HouseToday }) {
  const format = useFormat();
  const { used, imported, produced } = today;
  const own = used === null || imported === null || used <= 0 ? null : Math.max(0, 1 - imported / used);
  return (
    <section className="panel" aria-label="Today">
      <h2 className="hidden px-4 pt-[13px] desk:block">Today</h2>
      <div className="dims grid grid-cols-2 desk:px-4 desk:pt-2">
        <Figure label="Used" kwh={used} quantity="energy" />
        {produced !== null && <Figure label="Solar" kwh={produced} quantity="energy_production" />}
      </div>
      {own !== null && produced !== null && (
        <div className="dims border-t border-line px-4 py-3 text-[12px] text-ink-2 desk:border-0 desk:pt-3 desk:pb-4">
          <p>{format.number(own * 100, 0)} % from your own roof</p>
          <div
            className="own-colour mt-2 flex h-1.5 gap-px overflow-hidden rounded-[3px] bg-press"
            aria-hidden="true"
          >
            <i className="block bg-(--series-solar)" style={{ width: `${own * 100}%` }} />
            <i className="block flex-1 bg-(--series-grid)" />
          </div>
        </div>
      )}
      {used === null && (
        <p className="px-4 pb-3.5 text-[12px] text-ink-2">
          No counter of the whole house has said what it counted today.
        </p>
      )}
    </section>
  );
}

function Figure({ label, kwh, quantity }: { label: string; kwh: number | null; quantity: string }) {
  const { text, unit } = useShown(kwh, quantity);
  return (
    <dl className="min-w-0 border-line px-4 py-3 max-desk:not-first:border-l desk:p-0 desk:pb-1">
      <dt className="text-[12px] text-ink-2">{label}</dt>
      <dd className="mt-1">
        <Value size="xl" text={text} unit={unit} faded={kwh === null} />
      </dd>
    </dl>
  );
}
