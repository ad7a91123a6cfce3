'use client';

import { type KeyboardEvent, useState } from 'react';
import type { SpanPoint } from '@/contracts/span-point';
import type { SpanView } from './span-view';

export interface ChartCursor {
  /** The row it stands on; it stays with its moment while the picture moves on. */
  readonly row: SpanPoint | undefined;
  onKeyDown(event: KeyboardEvent): void;
  leave(): void;
}

/** Walks along a chart by keyboard: arrows step from row to row, Home and End go to its ends, Escape leaves. */
export function useChartCursor({ rows }: Pick<SpanView, 'rows'>): ChartCursor {
  const [at, setAt] = useState<number>();
  const places = placesOf(rows);
  const here = at === undefined ? -1 : places.findLastIndex(([start]) => start <= at);
  return {
    row: places[here],
    onKeyDown: (event) => {
      const next = nextPlace(event.key, here, places.length);
      if (next === undefined) return;
      event.preventDefault();
      setAt(places[next]?.[0]);
    },
    leave: () => setAt(undefined),
  };
}

/** Where there is a value to stand on: of readings of one instant the last. */
export function placesOf(rows: SpanView['rows']): SpanView['rows'] {
  const values = rows.filter(([, mean]) => mean !== null);
  return values.filter(([at], index) => values[index + 1]?.[0] !== at);
}

function nextPlace(key: string, here: number, places: number): number | undefined {
  const last = places - 1;
  switch (key) {
    case 'ArrowLeft':
      return here < 0 ? last : Math.max(0, here - 1);
    case 'ArrowRight':
      return here < 0 ? last : Math.min(last, here + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'Escape':
      return -1;
    default:
      return undefined;
  }
}
