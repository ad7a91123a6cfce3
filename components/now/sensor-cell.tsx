'use client';

import Link from 'next/link';
import { memo } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { useShown } from '@/components/format/use-shown';
import { seriesKey } from '@/components/sensor/series-name';
import { FreshnessMark, freshnessOfSeries } from '@/components/sensors/freshness-mark';
import { SensorIcon } from '@/components/sensors/sensor-icon';
import { seriesColour } from '@/components/sensors/series-colour';
import { Value } from '@/components/ui/value';
import type { CellPast } from '@/contracts/house';
import { meanKindOf } from '@/contracts/quantities';
import type { Cell } from './board';
import { cellFact } from './cell-fact';
import { Sparkline } from './sparkline';

/** One series: its value, its last 24 h, how alive it is and one fact. The whole cell is one link. */
export const SensorCell = memo(function SensorCell({
  cell: { sensor, series, name },
  past,
  now,
  knownUntil,
}: {
  cell: Cell;
  past: CellPast | undefined;
  now: number;
  knownUntil: number;
}) {
  const format = useFormat();
  const quantity = series?.quantity ?? '';
  const freshness = freshnessOfSeries({ series, availability: sensor.availability, knownUntil });
  const isAlive = freshness === 'fresh' || freshness === 'late';
  const value = series?.latest?.value;
  const fact =
    freshness === 'fresh' && value !== undefined ? cellFact(value, quantity, past, format) : undefined;
  return (
    <Link
      href={addressOf(sensor.id, series)}
      prefetch={false}
      className="relative grid min-h-[136px] min-w-0 content-between gap-[5px] border-t border-line px-3.5 pt-3 pb-[11px] even:border-l hover:bg-hover last:odd:col-span-2 desk:min-h-[120px] desk:border-l desk:last:odd:col-span-1"
    >
      <span className="flex min-w-0 items-center gap-[7px] text-[12.5px] font-medium text-ink-2">
        <SensorIcon sensor={sensor} quantity={quantity} size={15} isTinted />
        <span className="truncate" dir="auto" title={name}>
          {name}
        </span>
      </span>
      <span className="grid items-end gap-1.5 desk:grid-cols-[auto_minmax(0,1fr)] desk:gap-3">
        <CellValue
          value={freshness === 'offline' || freshness === 'never' ? undefined : value}
          quantity={quantity}
          unit={series?.unit}
          isSilent={freshness === 'silent'}
        />
        <Sparkline
          means={past?.means}
          areDots={meanKindOf(quantity) === 'circular_mean'}
          colour={isAlive ? seriesColour(quantity) : 'var(--color-stale)'}
          isFresh={freshness === 'fresh'}
        />
      </span>
      <span className="flex h-[22px] min-w-0 items-center gap-1.5 text-[11.5px] whitespace-nowrap text-ink-3">
        <FreshnessMark series={series} availability={sensor.availability} now={now} knownUntil={knownUntil} />
        {fact !== undefined && <span className="ml-auto truncate text-ink-2">{fact}</span>}
      </span>
    </Link>
  );
});

function CellValue({
  value,
  quantity,
  unit,
  isSilent,
}: {
  value: number | undefined;
  quantity: string;
  unit: string | undefined;
  isSilent: boolean;
}) {
  const shown = useShown(value, quantity, unit);
  return (
    <span className="dims whitespace-nowrap">
      {isSilent && <span className="mr-1 text-[15px] text-ink-3">last</span>}
      <Value text={shown.text} unit={shown.unit} faded={value === undefined || isSilent} />
    </span>
  );
}

function addressOf(sensorId: string, series: Cell['series']): string {
  const page = `/sensors/${encodeURIComponent(sensorId)}`;
  if (series === undefined) return page;
  return `${page}?series=${encodeURIComponent(seriesKey(series))}`;
}
