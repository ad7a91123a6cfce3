'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useServerClock } from '@/components/live/live-provider';
import { useEvery } from '@/components/live/use-every';
import { type RangeId, rangeOf, spanRequest } from '@/components/sensor/ranges';
import type { HouseNow } from '@/contracts/house';
import type { HouseFlows } from './house-now';
import { type ShownHouse, withMoment } from './house-store';
import type { NowPageData } from './now-page-data';

/** Counters of today and late readings come with no moment of their own. */
const LOOK_AGAIN_MS = 60_000;
const ANSWER_WITHIN_MS = 10_000;
const RETRY_MS = 5_000;

/** The house over the chosen range: fetched now and then, gone on with once a second in between. */
export function useHouse(page: NowPageData, rangeId: RangeId, flows: HouseFlows, now: number) {
  const clock = useServerClock();
  const [shown, setShown] = useState<ShownHouse>({
    range: rangeOf(page.rangeId),
    house: page.house,
    tail: [],
  });
  const [failure, setFailure] = useState<string>();
  const wanted = useRef(rangeId);
  const fetchHouse = useCallback(async () => {
    const range = rangeOf(wanted.current);
    try {
      const house = await askForHouse(spanRequest(range, clock()));
      if (wanted.current !== range.id) return;
      setShown({ range, house, tail: [] });
      setFailure(undefined);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  }, [clock]);
  useEvery(LOOK_AGAIN_MS, fetchHouse);
  useEffect(() => {
    const isOther = wanted.current !== rangeId;
    wanted.current = rangeId;
    if (isOther) void fetchHouse();
  }, [rangeId, fetchHouse]);
  useEffect(() => {
    if (failure === undefined) return;
    const timer = setTimeout(fetchHouse, RETRY_MS);
    return () => clearTimeout(timer);
  }, [failure, fetchHouse]);
  const { load, solar } = flows;
  const isLive = load !== null && now > 0;
  useEffect(() => {
    if (isLive) setShown((before) => withMoment(before, [now, load, solar]));
  }, [isLive, now, load, solar]);
  return { shown, failure, isLoading: shown.range.id !== rangeId, refetch: fetchHouse };
}

async function askForHouse(request: ReturnType<typeof spanRequest>): Promise<HouseNow> {
  const query = new URLSearchParams(Object.entries(request).map(([name, value]) => [name, `${value}`]));
  const response = await fetch(`/api/v1/house?${query}`, {
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch(() => undefined);
  if (response === undefined) throw new Error('Hearth can’t be reached.');
  if (!response.ok) throw new Error(`Hearth answered with ${response.status}.`);
  return response.json();
}
