'use client';

import { useRef, useState } from 'react';
import { useServerClock, useWatch } from '@/components/live/live-provider';
import { useEvery } from '@/components/live/use-every';
import { usePulse } from '@/components/live/use-pulse';
import type { SensorList, SensorSummary } from '@/contracts/sensor';
import type { Sample } from '@/contracts/socket-events';
import { type Arrival, createRecentArrivals, withArrivals } from './recent-arrivals';

/** The list changes four times a second at most. */
const RENEW_MS = 250;
const CALM_MS = 2_000;
/** Names, rooms and rhythms come with no reading. */
const LOOK_AGAIN_MS = 300_000;
const ANSWER_WITHIN_MS = 10_000;
const MOST_GATHERED = 20_000;

/** Every sensor, or those of a room, with its newest values, kept up to date; one that nobody knew is fetched. */
export function useSensorList(initial: SensorList, roomId?: number): readonly SensorSummary[] {
  const now = useServerClock();
  const [sensors, setSensors] = useState(initial.sensors);
  const [recent] = useState(createRecentArrivals);
  const gathered = useRef(NOTHING);
  const refetch = async () => {
    const list = await fetchList(roomId);
    setSensors(withArrivals(list.sensors, recent.all()));
    return list.cursor;
  };
  const refetchCalmly = usePulse(CALM_MS, () => void refetch().catch(() => undefined));
  useEvery(LOOK_AGAIN_MS, refetchCalmly);
  const renew = usePulse(RENEW_MS, () => {
    const { samples, ...rest } = gathered.current;
    const arrival = { ...rest, samples: newestOf(samples) };
    gathered.current = NOTHING;
    recent.add(arrival);
    setSensors((before) => withArrivals(before, [arrival]));
    const known = new Set(sensors.map(({ id }) => id));
    if (arrival.samples.some(([sensorId]) => !known.has(sensorId))) refetchCalmly();
  });
  useWatch(roomId === undefined ? { kind: 'home' } : { kind: 'room', id: roomId }, initial.cursor, {
    samples: (samples, origin) => {
      const before = gathered.current;
      gathered.current = {
        ...before,
        samples: [...before.samples.slice(-MOST_GATHERED), ...samples],
        arrivedAt: origin === 'live' ? now() : before.arrivedAt,
      };
      renew();
    },
    availability: (changes) => {
      const before = gathered.current;
      gathered.current = { ...before, changes: [...before.changes.slice(-MOST_GATHERED), ...changes] };
      renew();
    },
    changed: refetchCalmly,
    refetch,
  });
  return sensors;
}

const NOTHING: Arrival = { samples: [], changes: [], arrivedAt: undefined };

/** Of each series what the list will show, so that a flood costs no more than a trickle. */
function newestOf(samples: readonly Sample[]): readonly Sample[] {
  const newest = new Map<string, Sample>();
  for (const sample of samples) {
    const key = `${sample[0]} ${sample[1]} ${sample[2]}`;
    const known = newest.get(key);
    if (known === undefined || sample[3] >= known[3]) newest.set(key, sample);
  }
  return [...newest.values()];
}

async function fetchList(roomId: number | undefined): Promise<SensorList> {
  const query = roomId === undefined ? '' : `?room=${roomId}`;
  const response = await fetch(`/api/v1/sensors${query}`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (!response.ok) throw new Error(`Hearth answered with ${response.status}.`);
  return response.json();
}
