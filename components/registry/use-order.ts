'use client';

import { useOptimistic, useState, useTransition } from 'react';
import { UNREACHED } from '@/components/ui/unreached';
import type { Refusal } from './form-state';
import type { Place } from './place';

/** A place moves as it is pressed; the server is told, and has the last word. */
export function useOrder<Kind extends Place>(
  places: readonly Kind[],
  order: (ids: readonly number[]) => Promise<Refusal | undefined>,
) {
  const [placed, setPlaced] = useOptimistic(places);
  const [refusal, setRefusal] = useState<Refusal>();
  const [moved, setMoved] = useState('');
  const [, startMoving] = useTransition();
  /** `among`: those that it stands with, in their order. */
  const move = (place: Place, by: -1 | 1, among: readonly Kind[]) => {
    const neighbour = among[among.findIndex(({ id }) => id === place.id) + by];
    const from = placed.findIndex(({ id }) => id === place.id);
    const to = placed.findIndex(({ id }) => id === neighbour?.id);
    const own = placed[from];
    if (own === undefined || to === -1) return;
    const next = placed.toSpliced(from, 1).toSpliced(to, 0, own);
    const number = among.findIndex(({ id }) => id === place.id) + by + 1;
    setMoved(`${place.name} is number ${number} of ${among.length}`);
    startMoving(async () => {
      setPlaced(next);
      setRefusal(await order(next.map(({ id }) => id)).catch(() => UNREACHED));
    });
  };
  return { placed, move, moved, refusal };
}
