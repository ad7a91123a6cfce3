'use client';

import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useKnownUntil, useServerNow, useWatch } from '@/components/live/live-provider';
import type { WatchListener } from '@/components/live/subscription';
import { freshnessOfSeries } from '@/components/sensors/freshness-mark';
import type { Cursor } from '@/contracts/socket-events';
import { ChartPanel } from './chart-panel';
import { FirstReading } from './first-reading';
import { LiveTail } from './live-tail';
import { RangeBar } from './range-bar';
import { rangeOf } from './ranges';
import { SensorFacts } from './sensor-facts';
import type { SensorPageData } from './sensor-page-data';
import { SeriesChoice } from './series-choice';
import { seriesKey } from './series-name';
import { StatisticsPanel } from './statistics-panel';
import { usePause } from './use-pause';
import { useSensorPage } from './use-sensor-page';
import { ValueHead } from './value-head';

/** A sensor's page below its title: everything on it lives. */
export function SensorView({ page }: { page: SensorPageData }) {
  const address = useAddress(page);
  const live = useSensorPage(page, address.rangeId, address.series);
  const { sensor, newest, series, span, store } = live;
  const now = useServerNow(1_000, page.serverTime);
  const knownUntil = useKnownUntil(now);
  const pause = usePause(span, newest, knownUntil);
  const value = series && <ValueHead sensor={sensor} series={series} now={now} knownUntil={knownUntil} />;
  return (
    <>
      <SensorWatch key={span.generation} sensorId={sensor.id} since={span.cursor} listener={live.listener} />
      {sensor.series.length > 1 && series !== undefined && (
        <SeriesChoice series={sensor.series} chosen={seriesKey(series)} onChoose={address.setSeries} />
      )}
      <RangeBar rangeId={address.rangeId} onRange={address.setRange} pause={pause} value={value} />
      {series === undefined || span.of === undefined ? (
        <FirstReading sensorId={sensor.id} />
      ) : (
        <div className="grid items-start gap-3 desk:grid-cols-[minmax(0,1fr)_372px] desk:gap-4">
          <div className="grid min-w-0 gap-3 desk:gap-4">
            <ChartPanel
              sensorName={sensor.name}
              series={series}
              shown={pause.shown.span}
              availability={sensor.availability}
              knownUntil={pause.shown.knownUntil}
              onRetry={() => void store.refetch().catch(() => undefined)}
              onRange={address.setRange}
            />
            <StatisticsPanel series={series} span={pause.shown.span} knownUntil={pause.shown.knownUntil} />
          </div>
          <div className="grid min-w-0 gap-3 desk:gap-4">
            <LiveTail
              series={series}
              readings={pause.shown.newest}
              isPaused={pause.isPaused}
              isFresh={
                freshnessOfSeries({ series, availability: sensor.availability, knownUntil }) === 'fresh'
              }
            />
            <SensorFacts sensor={sensor} series={series} newest={newest[0]} now={now} />
          </div>
        </div>
      )}
    </>
  );
}

/** Stands for one span and ends with it: the next span has its own cursor. */
function SensorWatch({
  sensorId,
  since,
  listener,
}: {
  sensorId: string;
  since: Cursor | undefined;
  listener: WatchListener;
}) {
  useWatch({ kind: 'sensor', id: sensorId }, since, listener);
  return null;
}

/** Range and series stand in the address, and change there without a new page. */
function useAddress(page: SensorPageData) {
  const query = useSearchParams();
  const [initial] = useState(page);
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(query);
    next.set(name, value);
    window.history.replaceState(undefined, '', `?${next}`);
  };
  return {
    rangeId: rangeOf(query.get('range') ?? initial.rangeId).id,
    series: query.get('series') ?? undefined,
    setRange: (id: string) => set('range', id),
    setSeries: (key: string) => set('series', key),
  };
}
