'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';
import type { Believing } from '@/components/believable/believing';
import { useKnownUntil, useServerNow, useWatch } from '@/components/live/live-provider';
import type { WatchListener } from '@/components/live/subscription';
import { type AskedNumber, numberOfText, textOfNumber } from '@/components/provenance/asked-number';
import { freshnessOfSeries } from '@/components/sensors/freshness-mark';
import type { SensorSummary, SeriesSummary } from '@/contracts/sensor';
import type { Cursor } from '@/contracts/socket-events';
import { ChartPanel } from './chart-panel';
import { FirstReading } from './first-reading';
import { LiveTail } from './live-tail';
import { RangeBar } from './range-bar';
import { type RangeId, rangeOf } from './ranges';
import { SensorFacts } from './sensor-facts';
import type { SensorPageData } from './sensor-page-data';
import { SentMessages } from './sent-messages';
import { SeriesChoice } from './series-choice';
import { seriesKey, seriesOf } from './series-name';
import { StatisticsPanel } from './statistics-panel';
import { type Pause, usePause } from './use-pause';
import { useSensorPage } from './use-sensor-page';
import { ValueHead } from './value-head';

/** Fetched when somebody asks. */
const ProvenancePanel = dynamic(
  () => import('@/components/provenance/provenance-panel').then((file) => file.ProvenancePanel),
  { ssr: false },
);

/** A sensor's page below its title: everything on it lives. `mayRun`: who looks runs Hearth. */
export function SensorView({
  page,
  believing,
  mayRun,
}: {
  page: SensorPageData;
  believing: Believing | undefined;
  mayRun: boolean;
}) {
  const address = useAddress(page);
  const live = useSensorPage(page, address.rangeId, address.series);
  const { sensor, tail, series, span } = live;
  const now = useServerNow(1_000, page.serverTime);
  const knownUntil = useKnownUntil(now);
  const pause = usePause(span, tail, knownUntil);
  const { asked, ask, stopAsking } = useAsking(address, series);
  const value = series && (
    <ValueHead sensor={sensor} series={series} now={now} knownUntil={knownUntil} onAsk={ask} />
  );
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
          <SpanPanels
            live={live}
            series={series}
            pause={pause}
            believing={believing}
            swaps={page.swaps}
            onRange={address.setRange}
            onAsk={ask}
          />
          <div className="grid min-w-0 gap-3 desk:gap-4">
            <LivePanel sensor={sensor} series={series} pause={pause} knownUntil={knownUntil} onAsk={ask} />
            <SensorFacts sensor={sensor} series={series} newest={tail.readings[0]} now={now} />
            <SentMessages key={seriesKey(series)} sensorId={sensor.id} series={series} />
          </div>
        </div>
      )}
      {series !== undefined && asked !== undefined && (
        <ProvenancePanel
          sensorId={sensor.id}
          series={series}
          asked={asked}
          mayRun={mayRun}
          onAsk={ask}
          onClose={stopAsking}
        />
      )}
    </>
  );
}

/** The number that is asked about stands in the address, with its series: so it can be handed on. */
function useAsking({ number, change }: ReturnType<typeof useAddress>, series: SeriesSummary | undefined) {
  const key = series && seriesKey(series);
  const ask = useCallback(
    (asked: AskedNumber) => change({ number: textOfNumber(asked), series: key }),
    [change, key],
  );
  const stopAsking = useCallback(() => change({ number: undefined }), [change]);
  return { asked: numberOfText(number), ask, stopAsking };
}

/** The span that is there, in the units of its own series: another may be chosen already. */
function SpanPanels({
  live: { sensor, store },
  series: chosen,
  pause: { shown, isPaused },
  believing,
  swaps,
  onRange,
  onAsk,
}: {
  live: Pick<ReturnType<typeof useSensorPage>, 'sensor' | 'store'>;
  series: SeriesSummary;
  pause: Pause;
  believing: Believing | undefined;
  swaps: SensorPageData['swaps'];
  onRange: (id: RangeId) => void;
  onAsk: (asked: AskedNumber) => void;
}) {
  const series = seriesOf(sensor, shown.span.of?.series) ?? chosen;
  const { availability } = sensor;
  const { knownUntil } = shown;
  const until = steppedUntil(knownUntil, shown.span.of?.range.ms ?? 0);
  const retry = useCallback(() => void store.refetch().catch(() => undefined), [store]);
  return (
    <div className="grid min-w-0 gap-3 desk:gap-4">
      <ChartPanel
        sensorName={sensor.name}
        series={series}
        shown={shown.span}
        knownUntil={until}
        isFresh={!isPaused && freshnessOfSeries({ series, availability, knownUntil }) === 'fresh'}
        believing={believing}
        profile={sensor.profile}
        swaps={swaps}
        onRetry={retry}
        onRange={onRange}
        onAsk={onAsk}
      />
      <StatisticsPanel series={series} span={shown.span} knownUntil={until} />
    </div>
  );
}

/** A window as wide as this many columns moves by a pixel at each step. */
const STEPS = 600;

function steppedUntil(knownUntil: number, rangeMs: number): number {
  const stepMs = Math.max(1, rangeMs / STEPS);
  return Math.floor(knownUntil / stepMs) * stepMs;
}

/** The tail that is there, of its own series as well. */
function LivePanel({
  sensor,
  series: chosen,
  pause: { shown, isPaused },
  knownUntil,
  onAsk,
}: {
  sensor: SensorSummary;
  series: SeriesSummary;
  pause: Pause;
  knownUntil: number;
  onAsk: (asked: AskedNumber) => void;
}) {
  const series = seriesOf(sensor, shown.tail.of) ?? chosen;
  const freshness = freshnessOfSeries({ series, availability: sensor.availability, knownUntil });
  return (
    <LiveTail
      series={series}
      readings={shown.tail.readings}
      isPaused={isPaused}
      isFresh={freshness === 'fresh'}
      onAsk={onAsk}
    />
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

/** Range, series and the number asked about stand in the address, and change there without a new page. */
function useAddress(page: SensorPageData) {
  const query = useSearchParams();
  const [initial] = useState(page);
  const change = useCallback(
    (changes: Readonly<Record<string, string | undefined>>) => {
      const next = new URLSearchParams(query);
      for (const [name, value] of Object.entries(changes))
        value === undefined ? next.delete(name) : next.set(name, value);
      window.history.replaceState(undefined, '', `?${next}`);
    },
    [query],
  );
  const setRange = useCallback((id: string) => change({ range: id }), [change]);
  return {
    rangeId: rangeOf(query.get('range') ?? initial.rangeId).id,
    series: query.get('series') ?? undefined,
    number: query.get('number'),
    change,
    setRange,
    setSeries: (key: string) => change({ series: key }),
  };
}
