'use client';

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useServerClock } from '@/components/live/live-provider';
import type { SampleOrigin, WatchListener } from '@/components/live/subscription';
import { useEvery } from '@/components/live/use-every';
import { usePulse } from '@/components/live/use-pulse';
import {
  type Arrival,
  createRecentArrivals,
  type RecentArrivals,
} from '@/components/sensors/recent-arrivals';
import type { SeriesSummary } from '@/contracts/sensor';
import type { Changed } from '@/contracts/socket-events';
import { LiveSpanStore } from './live-span-store';
import { type RangeId, rangeOf, shownUntil, spanRequest } from './ranges';
import { fetchNewest, fetchSensor, fetchSpan } from './sensor-api';
import type { SensorPageData } from './sensor-page-data';
import { chosenSeries, type SeriesRef, seriesKey } from './series-name';
import { type ShownSensor, shownAfter } from './shown-sensor';

/** A number changes four times a second at most. */
const RENEW_MS = 250;
const CALM_MS = 2_000;
/** Names and rhythms come with no reading. */
const LOOK_AGAIN_MS = 300_000;

/** All of a sensor's page that lives: its values, its newest readings, the span on the chart. */
export function useSensorPage(page: SensorPageData, rangeId: RangeId, wantedSeries: string | undefined) {
  const now = useServerClock();
  const sensorId = page.sensor.id;
  const [recent] = useState(createRecentArrivals);
  const [shown, setShown] = useState<ShownSensor>({
    sensor: page.sensor,
    tail: { of: page.series, readings: page.newest },
  });
  const series = chosenSeries(shown.sensor, wantedSeries);
  const store = useSpanStore(page, series, rangeId, now);
  const span = useSyncExternalStore(
    useCallback((onChange) => store.subscribe(onChange), [store]),
    () => store.state,
    () => store.state,
  );
  const gather = useGathered(setShown, recent, now);
  const refetchRest = useRest(page, series, setShown, recent);

  const lookAgain = usePulse(CALM_MS, () => void refetchRest().catch(() => undefined));
  useEvery(LOOK_AGAIN_MS, lookAgain);
  // A replay tells of each span it mends, a clock that lags of each reading.
  const refetchCalmly = usePulse(CALM_MS, () => {
    Promise.all([store.refetch(), refetchRest()]).catch(() => undefined);
  });

  const listener: WatchListener = {
    samples: (samples, origin) => {
      store.take(span.generation, samples, origin);
      gather({ samples, changes: [] }, origin);
    },
    availability: (changes) => gather({ samples: [], changes }, 'live'),
    changed: (changed) => {
      if (series === undefined || concerns(changed, sensorId, series)) refetchCalmly();
      else if (changed.series?.sensorId === sensorId) lookAgain();
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
  series: SeriesSummary | undefined,
  rangeId: RangeId,
  now: () => number,
): LiveSpanStore {
  const newest = useRef(series);
  const [store] = useState(() => {
    const of = page.series && { series: page.series, range: rangeOf(page.rangeId) };
    return new LiveSpanStore(of, page.span, page.cursor, ({ series: name, range }, signal) =>
      fetchSpan(page.sensor.id, name, spanRequest(range, shownUntil(now(), newest.current?.latest)), signal),
    );
  });
  useEffect(() => store.start(), [store]);
  const key = series && seriesKey(series);
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

type SetShown = (change: (before: ShownSensor) => ShownSensor) => void;
type Came = Pick<Arrival, 'samples' | 'changes'>;

/** What comes into what is shown, gathered so that a flood redraws the numbers no more often than eyes can follow. */
function useGathered(
  setShown: SetShown,
  recent: RecentArrivals,
  now: () => number,
): (came: Came, origin: SampleOrigin) => void {
  const gathered = useRef(NOTHING);
  const poke = usePulse(RENEW_MS, () => {
    const arrival = gathered.current;
    gathered.current = NOTHING;
    recent.add(arrival);
    setShown((before) => shownAfter(before, [arrival]));
  });
  return useCallback(
    ({ samples, changes }, origin) => {
      const before = gathered.current;
      gathered.current = {
        // A hidden page needs no more than its newest values when it shows again.
        samples: [...before.samples.slice(-MOST_GATHERED), ...samples],
        changes: [...before.changes.slice(-MOST_GATHERED), ...changes],
        arrivedAt: origin === 'live' && samples.length > 0 ? now() : before.arrivedAt,
      };
      poke();
    },
    [now, poke],
  );
}

const MOST_GATHERED = 1_000;
const NOTHING: Arrival = { samples: [], changes: [], arrivedAt: undefined };

/** The sensor and the newest readings of the chosen series: fetched when that is another, or when asked. */
function useRest(
  page: SensorPageData,
  series: SeriesRef | undefined,
  setShown: SetShown,
  recent: RecentArrivals,
): () => Promise<void> {
  const sensorId = page.sensor.id;
  const key = series && seriesKey(series);
  const current = useRef({ series, key });
  useEffect(() => {
    current.current = { series, key };
  });
  const refetch = useCallback(async () => {
    const { series: of, key: asked } = current.current;
    if (of === undefined) return;
    const readings = await fetchNewest(sensorId, of);
    const { sensor } = await fetchSensor(sensorId);
    const fetched = shownAfter({ sensor, tail: { of, readings } }, recent.all());
    if (current.current.key === asked) setShown(() => fetched);
  }, [sensorId, setShown, recent]);
  // The page brought one series' readings; its address may name another's by now.
  const brought = useRef(page.series && seriesKey(page.series));
  useEffect(() => {
    if (key === brought.current) return;
    brought.current = key;
    const { series: of } = current.current;
    refetch().catch(() =>
      setShown(({ sensor }) => shownAfter({ sensor, tail: { of, readings: [] } }, recent.all())),
    );
  }, [key, refetch, setShown, recent]);
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
