'use client';

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useServerClock } from '@/components/live/live-provider';
import type { SampleOrigin, WatchListener } from '@/components/live/subscription';
import { usePulse } from '@/components/live/use-pulse';
import { withAvailability, withSamples } from '@/components/sensors/sensor-state';
import type { NewestReading } from '@/contracts/history';
import type { SensorSummary } from '@/contracts/sensor';
import type { Changed, Sample } from '@/contracts/socket-events';
import { LiveSpanStore } from './live-span-store';
import { newestAfter } from './newest-rows';
import { type RangeId, rangeOf, spanRequest } from './ranges';
import { fetchNewest, fetchSensor, fetchSpan, NEWEST_SHOWN } from './sensor-api';
import type { SensorPageData } from './sensor-page-data';
import { chosenSeries, type SeriesRef, seriesKey } from './series-name';

/** A number changes four times a second at most. */
const RENEW_MS = 250;
const CALM_MS = 2_000;

interface Shown {
  readonly sensor: SensorSummary;
  readonly newest: readonly NewestReading[];
}

/** All of a sensor's page that lives: its values, its newest readings, the span on the chart. */
export function useSensorPage(page: SensorPageData, rangeId: RangeId, wantedSeries: string | undefined) {
  const now = useServerClock();
  const sensorId = page.sensor.id;
  const [shown, setShown] = useState<Shown>({ sensor: page.sensor, newest: page.newest });
  const series = chosenSeries(shown.sensor, wantedSeries);
  const store = useSpanStore(page, series, rangeId, now);
  const span = useSyncExternalStore(
    useCallback((onChange) => store.subscribe(onChange), [store]),
    () => store.state,
    () => store.state,
  );
  const takeSamples = useSamples(setShown, series, now);
  const refetchRest = useNewest(sensorId, series, setShown);

  // A replay tells of each span it mends, a clock that lags of each reading.
  const refetchCalmly = usePulse(CALM_MS, () => {
    Promise.all([store.refetch(), refetchRest()]).catch(() => undefined);
  });

  const listener: WatchListener = {
    samples: (samples, origin) => {
      store.take(span.generation, samples, origin);
      takeSamples(samples, origin);
    },
    availability: (changes) =>
      setShown((before) => ({
        ...before,
        sensor: withAvailability([before.sensor], changes)[0] ?? before.sensor,
      })),
    changed: (changed) => {
      if (series !== undefined && concerns(changed, sensorId, series)) refetchCalmly();
    },
    refetch: async () => {
      const cursor = await store.refetch();
      await refetchRest();
      return cursor;
    },
  };
  return { ...shown, series, span, store, listener };
}

function useSpanStore(
  page: SensorPageData,
  series: SeriesRef | undefined,
  rangeId: RangeId,
  now: () => number,
): LiveSpanStore {
  const [store] = useState(() => {
    const of = page.series && { series: page.series, range: rangeOf(page.rangeId) };
    return new LiveSpanStore(of, page.span, page.cursor, ({ series: name, range }, signal) =>
      fetchSpan(page.sensor.id, name, spanRequest(range, now()), signal),
    );
  });
  useEffect(() => store.start(), [store]);
  const key = series && seriesKey(series);
  const newest = useRef(series);
  useEffect(() => {
    newest.current = series;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when it is another series
  useEffect(() => {
    const wanted = newest.current;
    store.show(
      wanted && { series: { quantity: wanted.quantity, channel: wanted.channel }, range: rangeOf(rangeId) },
    );
  }, [store, key, rangeId]);
  return store;
}

/** Samples into what is shown, gathered so that a flood redraws the numbers no more often than eyes can follow. */
function useSamples(
  setShown: (change: (before: Shown) => Shown) => void,
  series: SeriesRef | undefined,
  now: () => number,
): (samples: readonly Sample[], origin: SampleOrigin) => void {
  const gathered = useRef<{ samples: Sample[]; arrivedAt: number | undefined }>({
    samples: [],
    arrivedAt: undefined,
  });
  const poke = usePulse(RENEW_MS, () => {
    const { samples, arrivedAt } = gathered.current;
    gathered.current = { samples: [], arrivedAt: undefined };
    setShown(({ sensor, newest }) => ({
      sensor: withSamples([sensor], samples, arrivedAt)[0] ?? sensor,
      newest: series === undefined ? newest : newestAfter(newest, samples, series, NEWEST_SHOWN),
    }));
  });
  return useCallback(
    (samples, origin) => {
      const { samples: before } = gathered.current;
      // A hidden page needs no more than its newest values when it shows again.
      gathered.current = {
        samples: [...before.slice(-MOST_GATHERED), ...samples],
        arrivedAt: origin === 'live' ? now() : gathered.current.arrivedAt,
      };
      poke();
    },
    [now, poke],
  );
}

const MOST_GATHERED = 1_000;

/** The newest readings belong to the chosen series; fetched when it is another, or when asked. */
function useNewest(
  sensorId: string,
  series: SeriesRef | undefined,
  setShown: (change: (before: Shown) => Shown) => void,
): () => Promise<void> {
  const key = series && seriesKey(series);
  const current = useRef({ series, key });
  useEffect(() => {
    current.current = { series, key };
  });
  const refetch = useCallback(async () => {
    const { series: name, key: asked } = current.current;
    if (name === undefined) return;
    const newest = await fetchNewest(sensorId, name);
    const { sensor } = await fetchSensor(sensorId);
    if (current.current.key === asked) setShown(() => ({ sensor, newest }));
  }, [sensorId, setShown]);
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when it is another series
  useEffect(() => {
    // The page brought the first one's.
    if (isFirst.current) isFirst.current = false;
    else refetch().catch(() => setShown((before) => ({ ...before, newest: [] })));
  }, [key, refetch, setShown]);
  return refetch;
}

function concerns({ series: changed }: Changed, sensorId: string, series: SeriesRef): boolean {
  if (changed === null) return true;
  return (
    changed.sensorId === sensorId &&
    changed.quantity === series.quantity &&
    changed.channel === series.channel
  );
}
