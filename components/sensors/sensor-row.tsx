'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { memo, useRef } from 'react';
import { useShown } from '@/components/format/use-shown';
import { Still } from '@/components/ui/still';
import { useNear } from '@/components/ui/use-near';
import { Value } from '@/components/ui/value';
import { cellsOf } from '@/contracts/board';
import type { SensorSummary, SeriesSummary } from '@/contracts/sensor';
import { FreshnessMark, freshnessOfSeries } from './freshness-mark';
import { lastSeen } from './last-seen';
import { SensorIcon } from './sensor-icon';

const VALUES_SHOWN = 4;

interface Props {
  readonly sensor: SensorSummary;
  readonly now: number;
  readonly knownUntil: number;
}

/** One sensor: the whole row is its link. A row that nobody sees rests. */
export const SensorRow = memo(function SensorRow(props: Props) {
  const box = useRef<HTMLLIElement>(null);
  const { isSeen } = useNear(box, true);
  return (
    <li
      ref={box}
      className="relative grid [contain-intrinsic-size:auto_52px] [content-visibility:auto] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 border-t border-line px-4 py-2.5 hover:bg-hover desk:grid-cols-[minmax(0,260px)_minmax(0,1fr)_220px_16px]"
    >
      {/* Its name is drawn at once, also where nobody looks. */}
      <Still key={props.sensor.name} isStill={!isSeen}>
        <RowContent {...props} />
      </Still>
    </li>
  );
});

function RowContent({ sensor, now, knownUntil }: Props) {
  const newest = lastSeen(sensor.series);
  return (
    <>
      <Link
        href={`/sensors/${encodeURIComponent(sensor.id)}`}
        className="flex min-w-0 items-center gap-2.5 font-[550] after:absolute after:inset-0"
      >
        <SensorIcon sensor={sensor} isTinted />
        <span className="truncate" dir="auto">
          {sensor.name}
        </span>
      </Link>
      <ul className="dims order-3 col-span-2 flex flex-wrap items-baseline gap-x-5 gap-y-1 desk:order-none desk:col-span-1">
        {cellsOf(sensor.series)
          .slice(0, VALUES_SHOWN)
          .map((series) => (
            <SeriesValue
              key={`${series.quantity} ${series.channel}`}
              sensor={sensor}
              series={series}
              knownUntil={knownUntil}
            />
          ))}
      </ul>
      <span className="text-right text-[12px] text-ink-2 desk:text-left">
        <FreshnessMark series={newest} availability={sensor.availability} now={now} knownUntil={knownUntil} />
      </span>
      <ChevronRight
        size={16}
        strokeWidth={1.75}
        aria-hidden="true"
        className="hidden text-ink-3 desk:block"
      />
    </>
  );
}

function SeriesValue({
  sensor,
  series,
  knownUntil,
}: {
  sensor: SensorSummary;
  series: SeriesSummary;
  knownUntil: number;
}) {
  const freshness = freshnessOfSeries({ series, availability: sensor.availability, knownUntil });
  const { latest, quantity, unit, channel } = series;
  const isUnknown = latest === null || freshness === 'offline' || freshness === 'never';
  const shown = useShown(isUnknown ? undefined : latest.value, quantity, unit);
  return (
    <li className="flex items-baseline gap-1.5 text-[15px]">
      {channel !== null && <span className="text-[12px] text-ink-3">{channel}</span>}
      <Value size="text" text={shown.text} unit={shown.unit} faded={isUnknown || freshness === 'silent'} />
    </li>
  );
}
