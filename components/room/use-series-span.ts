'use client';

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useServerClock } from '@/components/live/live-provider';
import type { WatchListener } from '@/components/live/subscription';
import { usePulse } from '@/components/live/use-pulse';
import { LiveSpanStore } from '@/components/sensor/live-span-store';
import { rangeOf, spanRequest } from '@/components/sensor/ranges';
import { fetchSpan } from '@/components/sensor/sensor-api';

export const HOUR = rangeOf('1h');
const CALM_MS = 2_000;

export interface SeriesOfSensor {
  readonly sensorId: string;
  readonly quantity: string;
  readonly channel: string | null;
}

/** The last hour of a series, fetched when this stands and kept up to date; redrawn once a second, at its turn. */
export function useSeriesSpan({ sensorId, quantity, channel }: SeriesOfSensor, turnMs: number) {
  const clock = useServerClock();
  const [store] = useState(
    () =>
      new LiveSpanStore(
        undefined,
        undefined,
        undefined,
        ({ series, range }, signal) => fetchSpan(sensorId, series, spanRequest(range, clock()), signal),
        turnMs,
      ),
  );
  useEffect(() => store.start(), [store]);
  useEffect(() => store.show({ series: { quantity, channel }, range: HOUR }), [store, quantity, channel]);
  const span = useSyncExternalStore(
    useCallback((onChange) => store.subscribe(onChange), [store]),
    () => store.state,
    () => store.state,
  );
  const refetchCalmly = usePulse(CALM_MS, () => void store.refetch().catch(() => undefined));
  const listener: WatchListener = {
    samples: (samples, origin) =>
      store.take(
        span.generation,
        samples.filter(([id]) => id === sensorId),
        origin,
      ),
    changed: ({ series }) => {
      const isOther =
        series !== null &&
        (series.sensorId !== sensorId || series.quantity !== quantity || series.channel !== channel);
      if (!isOther) refetchCalmly();
    },
    refetch: () => store.refetch(),
  };
  return { span, listener };
}
