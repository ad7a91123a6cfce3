'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { memo, useCallback, useMemo } from 'react';
import { statisticsOf, viewOf } from '@/components/charts/span-view';
import { useOnScreen } from '@/components/charts/use-on-screen';
import { useWidth } from '@/components/charts/use-width';
import { useFormat } from '@/components/format/format-provider';
import { useServerClock, useWatch } from '@/components/live/live-provider';
import type { WatchListener } from '@/components/live/subscription';
import { numberAt, textOfNumber } from '@/components/provenance/asked-number';
import { pictureInWords } from '@/components/sensor/chart-words';
import type { LiveSpanState } from '@/components/sensor/live-span-store';
import { chosenId } from '@/components/sensor/ranges';
import { seriesKey } from '@/components/sensor/series-name';
import { seriesColour } from '@/components/sensors/series-colour';
import { Still } from '@/components/ui/still';
import type { Cursor, Scope } from '@/contracts/socket-events';
import type { SpanPoint } from '@/contracts/span-point';
import { HOUR, type SeriesOfSensor, useSeriesSpan } from './use-series-span';

/** The chart library is fetched when the page stands: all else works without it. */
const SeriesChart = dynamic(() => import('@/components/charts/charts').then((file) => file.SeriesChart), {
  ssr: false,
  loading: () => <div className="skeleton h-full w-full" />,
});

const HEIGHT_PX = 150;
const OF_NOW_MS = 3_000;
const TURNS = 12;
const SECOND_MS = 1_000;

/** The last hour of a series. Drawn anew at its turn, and only while it is on the screen. */
export const TileChart = memo(function TileChart({
  scope,
  sensorName,
  unit,
  place,
  isFresh,
  knownUntil,
  ...series
}: SeriesOfSensor & {
  /** What is watched for it; the same object as long as it means the same. */
  scope: Scope;
  sensorName: string;
  unit: string;
  place: number;
  isFresh: boolean;
  knownUntil: number;
}) {
  const format = useFormat();
  const { span, listener } = useSeriesSpan(series, ((place % TURNS) * SECOND_MS) / TURNS);
  const { live, of } = span;
  const view = useLastHour(live, knownUntil);
  const [box, width] = useWidth<HTMLDivElement>();
  const isSeen = useOnScreen(box);
  const { onWindow, onPick } = useSensorPage(series, view?.bucketMs ?? 0);
  const isEmpty = view?.rows.length === 0 && view.implausible.length === 0;
  return (
    <>
      {span.generation > 0 && (
        <SpanWatch key={span.generation} scope={scope} since={span.cursor} listener={listener} />
      )}
      <div
        ref={box}
        className="dims relative mt-2 pointer-coarse:pointer-events-none"
        style={{ height: HEIGHT_PX }}
        aria-busy={span.isLoading}
      >
        {view === undefined && span.failure === undefined && <div className="skeleton h-full w-full" />}
        {live !== undefined && of !== undefined && view !== undefined && width !== undefined && (
          <Still isStill={!isSeen}>
            <SeriesChart
              view={view}
              quantity={series.quantity}
              unit={unit}
              colour={seriesColour(series.quantity)}
              fromZero={series.quantity === 'power'}
              isFresh={isFresh}
              width={width}
              height={HEIGHT_PX}
              onWindow={onWindow}
              onPick={onPick}
              label={pictureInWords(
                { sensorName, shown: of, view, statistics: statisticsOf(view, live), unit },
                format,
              )}
            />
          </Still>
        )}
        {isEmpty && <Note>Nothing was measured in the last hour.</Note>}
        {view === undefined && span.failure !== undefined && (
          <Note>{span.failure} It is tried again by itself.</Note>
        )}
      </div>
    </>
  );
});

function Note({ children }: { children: React.ReactNode }) {
  return (
    <div className="absolute inset-0 grid place-content-center">
      <p className="rounded-md bg-surface px-2 py-1 text-center text-[12.5px] text-ink-2">{children}</p>
    </div>
  );
}

/** Ends with the newest value as long as that is of now: drawn once for each value, not for the clock besides. */
function useLastHour(live: LiveSpanState['live'], knownUntil: number) {
  const newestAt = live?.newest?.at ?? 0;
  const to = newestAt > knownUntil - OF_NOW_MS ? newestAt : knownUntil;
  return useMemo(() => live && viewOf(live, to - HOUR.ms, to), [live, to]);
}

/** A span that is chosen on a small chart, and what is asked of its points, is shown on the sensor's own page. */
function useSensorPage({ sensorId, quantity, channel }: SeriesOfSensor, bucketMs: number) {
  const router = useRouter();
  const clock = useServerClock();
  const open = useCallback(
    (asked: Readonly<Record<string, string>>) => {
      const query = new URLSearchParams({ series: seriesKey({ quantity, channel }), ...asked });
      router.push(`/sensors/${encodeURIComponent(sensorId)}?${query}`);
    },
    [router, sensorId, quantity, channel],
  );
  const onWindow = useCallback(
    (from: number, to: number) => open({ range: chosenId(from, to, clock()) }),
    [open, clock],
  );
  const onPick = useCallback(
    (point: SpanPoint) => open({ number: textOfNumber(numberAt(point, bucketMs)) }),
    [open, bucketMs],
  );
  return { onWindow, onPick };
}

/** Stands for one span and ends with it: the next span has its own cursor. */
function SpanWatch({
  scope,
  since,
  listener,
}: {
  scope: Scope;
  since: Cursor | undefined;
  listener: WatchListener;
}) {
  useWatch(scope, since, listener);
  return null;
}
