'use client';

import { useRef, useState } from 'react';
import { useServerClock, useWatch } from '@/components/live/live-provider';
import { usePulse } from '@/components/live/use-pulse';
import type { SensorList, SensorSummary } from '@/contracts/sensor';
import type { AvailabilityChange, Sample } from '@/contracts/socket-events';
import { withAvailability, withSamples } from './sensor-state';

/** The list changes four times a second at most. */
const RENEW_MS = 250;
const CALM_MS = 2_000;
const ANSWER_WITHIN_MS = 10_000;
const MOST_GATHERED = 20_000;

/** Every sensor with its newest values, kept up to date; one that nobody knew is fetched. */
export function useSensorList(initial: SensorList): readonly SensorSummary[] {
  const now = useServerClock();
  const [sensors, setSensors] = useState(initial.sensors);
  const gathered = useRef<Gathered>(NOTHING);
  /** Of sensors that the list doesn't have yet. */
  const unknown = useRef<Gathered>(NOTHING);
  const refetch = async () => {
    const list = await fetchList();
    setSensors(list.sensors);
    return list.cursor;
  };
  const refetchCalmly = usePulse(CALM_MS, () => {
    // What is fetched may be older than what made it worth fetching: that is taken once more.
    const { samples, arrivedAt } = unknown.current;
    unknown.current = NOTHING;
    refetch().then(
      () => setSensors((before) => withSamples(before, samples, arrivedAt)),
      () => undefined,
    );
  });
  const renew = usePulse(RENEW_MS, () => {
    const { samples, changes, arrivedAt } = gathered.current;
    gathered.current = NOTHING;
    setSensors((before) => withAvailability(withSamples(before, newestOf(samples), arrivedAt), changes));
    const known = new Set(sensors.map(({ id }) => id));
    const newcomers = samples.filter(([sensorId]) => !known.has(sensorId));
    if (newcomers.length === 0) return;
    unknown.current = {
      ...NOTHING,
      samples: [...unknown.current.samples, ...newcomers].slice(-MOST_GATHERED),
      arrivedAt,
    };
    refetchCalmly();
  });
  useWatch({ kind: 'home' }, initial.cursor, {
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
      gathered.current = { ...gathered.current, changes: [...gathered.current.changes, ...changes] };
      renew();
    },
    changed: refetchCalmly,
    refetch,
  });
  return sensors;
}

interface Gathered {
  readonly samples: readonly Sample[];
  readonly changes: readonly AvailabilityChange[];
  /** When the newest came, ms since 1970; undefined for what is told afterwards. */
  readonly arrivedAt: number | undefined;
}

const NOTHING: Gathered = { samples: [], changes: [], arrivedAt: undefined };

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

async function fetchList(): Promise<SensorList> {
  const response = await fetch('/api/v1/sensors', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (!response.ok) throw new Error(`Hearth answered with ${response.status}.`);
  return response.json();
}
