'use client';

import { useMemo } from 'react';
import { useKnownUntil, useServerNow } from '@/components/live/live-provider';
import { TileChart } from '@/components/room/tile-chart';
import type { SeriesSummary } from '@/contracts/sensor';

const TICK_MS = 1_000;

/** The first thing that a new sensor measures, as it comes. */
export function FirstHour({
  sensor: { id, name },
  series: { quantity, channel, unit },
  now: atStart,
}: {
  sensor: { readonly id: string; readonly name: string };
  series: SeriesSummary;
  /** The server's clock when the page was made, ms since 1970. */
  now: number;
}) {
  const scope = useMemo(() => ({ kind: 'sensor', id }) as const, [id]);
  const knownUntil = useKnownUntil(useServerNow(TICK_MS, atStart));
  return (
    <TileChart
      scope={scope}
      sensorId={id}
      sensorName={name}
      quantity={quantity}
      channel={channel}
      unit={unit}
      place={0}
      isFresh
      knownUntil={knownUntil}
    />
  );
}
