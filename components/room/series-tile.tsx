'use client';

import Link from 'next/link';
import { memo, useMemo, useRef } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { useShown } from '@/components/format/use-shown';
import { readingAt, textOfNumber } from '@/components/provenance/asked-number';
import { seriesKey, seriesLabel } from '@/components/sensor/series-name';
import { FreshnessMark, freshnessOfSeries } from '@/components/sensors/freshness-mark';
import { useNear } from '@/components/ui/use-near';
import { Value } from '@/components/ui/value';
import type { SensorSummary, SeriesSummary } from '@/contracts/sensor';
import { TileChart } from './tile-chart';

/** So many charts stand on the first screen. */
const EARLY = 12;

/** One series of a room: its newest value, how alive it is, its last hour. */
export const SeriesTile = memo(function SeriesTile({
  roomId,
  sensor,
  series,
  place,
  now,
  knownUntil,
}: {
  roomId: number;
  sensor: SensorSummary;
  series: SeriesSummary;
  place: number;
  now: number;
  knownUntil: number;
}) {
  const format = useFormat();
  const scope = useMemo(() => ({ kind: 'room', id: roomId }) as const, [roomId]);
  const box = useRef<HTMLElement>(null);
  const { isDrawn } = useNear(box, place < EARLY);
  const { availability } = sensor;
  const freshness = freshnessOfSeries({ series, availability, knownUntil });
  const isUnknown = freshness === 'offline' || freshness === 'never';
  const shown = useShown(isUnknown ? undefined : series.latest?.value, series.quantity, series.unit);
  const label = seriesLabel(series, format);
  const path = `/sensors/${encodeURIComponent(sensor.id)}?series=${encodeURIComponent(seriesKey(series))}`;
  return (
    <article ref={box} className="panel min-w-0 px-4 pt-3 pb-3" aria-label={`${sensor.name}, ${label}`}>
      <div className="flex items-start gap-3">
        <h2 className="min-w-0 flex-1">
          <Link href={path} prefetch={false} className="block py-0.5 hover:underline">
            <span className="block truncate" dir="auto" title={sensor.name}>
              {sensor.name}
            </span>
            <span className="block truncate text-[12px] font-normal text-ink-2">{label}</span>
          </Link>
        </h2>
        <span className="dims pt-0.5 whitespace-nowrap" data-testid="value">
          {freshness === 'silent' && <span className="mr-1 text-[13px] text-ink-3">last</span>}
          {isUnknown || series.latest === null ? (
            <Value text={shown.text} unit={shown.unit} faded />
          ) : (
            <Link
              href={`${path}&number=${textOfNumber(readingAt(series.latest.measuredAt))}`}
              prefetch={false}
              title="Where does this number come from?"
            >
              <Value text={shown.text} unit={shown.unit} faded={freshness === 'silent'} />
            </Link>
          )}
        </span>
      </div>
      <div className="flex h-[22px] items-center text-[11.5px] text-ink-3">
        <FreshnessMark series={series} availability={availability} now={now} knownUntil={knownUntil} />
      </div>
      {isDrawn ? (
        <TileChart
          scope={scope}
          sensorId={sensor.id}
          sensorName={sensor.name}
          quantity={series.quantity}
          channel={series.channel}
          unit={series.unit}
          place={place}
          isFresh={freshness === 'fresh'}
          knownUntil={inSteps(knownUntil, place)}
        />
      ) : (
        <div className="mt-2 h-[150px]" />
      )}
    </article>
  );
});

/** Of an hour in 600 columns one. */
const STEP_MS = 6_000;
const APART_MS = 500;

/** The end of a picture that no value moves: it goes a column at a time, each chart at another moment. */
function inSteps(knownUntil: number, place: number): number {
  const apart = (place * APART_MS) % STEP_MS;
  return Math.floor((knownUntil - apart) / STEP_MS) * STEP_MS + apart;
}
