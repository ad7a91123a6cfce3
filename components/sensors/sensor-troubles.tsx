'use client';

import {
  BatteryWarning,
  ChevronRight,
  CircleCheck,
  CircleSlash,
  Gauge,
  KeyRound,
  Unplug,
} from 'lucide-react';
import Link from 'next/link';
import { memo, useMemo, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import type { SensorSummary } from '@/contracts/sensor';
import { allTroubles, lateOf, type Trouble } from './attention';
import type { KnownOfSensors } from './sensors-page-data';
import { troubleWords } from './trouble-words';

const MOST_SHOWN = 3;
const LOOKS = {
  offline: { icon: Unplug, tone: 'text-stale-text' },
  silent: { icon: CircleSlash, tone: 'text-stale-text' },
  refused: { icon: KeyRound, tone: 'text-crit-text' },
  range: { icon: Gauge, tone: 'text-crit-text' },
  battery: { icon: BatteryWarning, tone: 'text-warn-text' },
} as const;

/** What is silent, low, refused or out of range, each with what mends it. */
export const SensorTroubles = memo(function SensorTroubles({
  sensors,
  known,
  now,
  knownUntil,
}: {
  sensors: readonly SensorSummary[];
  known: KnownOfSensors;
  now: number;
  knownUntil: number;
}) {
  const troubles = useMemo(
    () => allTroubles(sensors, known.facts, known.logins, knownUntil),
    [sensors, known, knownUntil],
  );
  const late = useMemo(() => lateOf(sensors, knownUntil), [sensors, knownUntil]);
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? troubles : troubles.slice(0, MOST_SHOWN);
  return (
    <section className="panel" aria-label="Needs attention">
      <div className="flex flex-wrap items-baseline gap-x-2 px-4 pt-[13px] pb-[11px]">
        <h2>Needs attention</h2>
        {troubles.length > 0 && <span className="text-[12px] text-ink-3">{troubles.length}</span>}
        {late > 0 && (
          <span className="text-[12px] text-ink-3">
            {troubles.length > 0 && '· '}
            {late === 1 ? 'one is late' : `${late} are late`}
          </span>
        )}
        {troubles.length === 0 && (
          <p className="flex w-full items-center gap-1.5 text-ink-2">
            <CircleCheck size={16} strokeWidth={1.75} aria-hidden="true" className="text-ok-text" />
            Nothing needs attention.
          </p>
        )}
      </div>
      <ul>
        {shown.map((trouble) => (
          <TroubleRow key={keyOf(trouble)} trouble={trouble} now={now} />
        ))}
      </ul>
      {troubles.length > shown.length && (
        <button
          type="button"
          onClick={() => setIsWhole(true)}
          className="min-h-11 w-full border-t border-line px-4 text-left text-[12.5px] text-ink-2 hover:bg-hover"
        >
          Show {troubles.length - shown.length} more
        </button>
      )}
    </section>
  );
});

function keyOf(trouble: Trouble): string {
  return `${trouble.trouble} ${trouble.trouble === 'refused' ? trouble.login.id : trouble.sensor.id}`;
}

function TroubleRow({ trouble, now }: { trouble: Trouble; now: number }) {
  const { icon: Icon, tone } = LOOKS[trouble.trouble];
  const { title, detail, fix, href } = troubleWords(trouble, now, useFormat());
  return (
    <li className="relative grid grid-cols-[20px_minmax(0,1fr)_auto] items-start gap-x-2.5 border-t border-line px-4 py-2.5 hover:bg-hover desk:grid-cols-[20px_minmax(0,5fr)_minmax(0,7fr)_auto] desk:items-center">
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" className={`max-desk:mt-0.5 ${tone}`} />
      <div className="min-w-0">
        <Link
          href={href}
          prefetch={false}
          className="block truncate font-semibold after:absolute after:inset-0"
          dir="auto"
        >
          {title}
        </Link>
        <p className="text-[12.5px] text-ink-2">{detail}</p>
      </div>
      <p className="text-[12.5px] text-ink-2 max-desk:col-start-2 max-desk:row-start-2">{fix}</p>
      <ChevronRight
        size={16}
        strokeWidth={1.75}
        aria-hidden="true"
        className="text-ink-3 max-desk:col-start-3 max-desk:row-start-1"
      />
    </li>
  );
}
