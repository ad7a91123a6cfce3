'use client';

import { useCallback, useEffect, useState } from 'react';
import { useEvery } from '@/components/live/use-every';
import type { CellPast } from '@/contracts/house';
import { cellKey } from './board';

const LOOK_AGAIN_MS = 60_000;
const RETRY_MS = 10_000;
const ANSWER_WITHIN_MS = 20_000;

export type Pasts = ReadonlyMap<string, CellPast>;
const NONE: Pasts = new Map();

/** What a room's cells show of the last 24 h: fetched once the room is seen, and now and then while it is. */
export function useCells(roomId: number | null, isSeen: boolean): Pasts {
  const [pasts, setPasts] = useState(NONE);
  const [tries, setTries] = useState(0);
  const again = useCallback(() => setTries((before) => before + 1), []);
  useEvery(LOOK_AGAIN_MS, again);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try fetches
  useEffect(() => {
    if (!isSeen) return;
    const leaving = new AbortController();
    let retry: ReturnType<typeof setTimeout> | undefined;
    fetchCells(roomId, leaving.signal).then(setPasts, () => {
      if (!leaving.signal.aborted) retry = setTimeout(again, RETRY_MS);
    });
    return () => {
      leaving.abort();
      clearTimeout(retry);
    };
  }, [roomId, isSeen, tries, again]);
  return pasts;
}

async function fetchCells(roomId: number | null, signal: AbortSignal): Promise<Pasts> {
  const response = await fetch(`/api/v1/cells${roomId === null ? '' : `?room=${roomId}`}`, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  });
  if (!response.ok) throw new Error(`Hearth answered with ${response.status}.`);
  const cells: readonly CellPast[] = await response.json();
  return new Map(cells.map((cell) => [cellKey(cell), cell]));
}
