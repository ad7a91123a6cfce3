'use client';

import { type MouseEvent, type PointerEvent, useRef } from 'react';
import type { SpanPoint } from '@/contracts/span-point';
import type { ChartPicture } from './chart-picture';
import { type Plot, type VerticalPlot, xOf, yOf } from './chart-style';
import type { SpanView } from './span-view';
import { placesOf } from './use-chart-cursor';

/** More is a movement, and chooses another span. */
const MOST_PX = 8;
/** Farther from every point nothing is meant. */
const REACH_PX = 40;
const CROSS_PX = 14;

interface Drawn {
  readonly view: Pick<SpanView, 'from' | 'to' | 'rows'>;
  readonly crosses: ChartPicture['crosses'];
  readonly plot: Plot;
  readonly vertical: VerticalPlot;
}

/** A press on a point of a chart; of what can't be, on its mark. */
export function usePress(
  drawn: Drawn,
  onPick: (point: SpanPoint) => void,
): { onPointerDown(event: PointerEvent): void; onClick(event: MouseEvent<HTMLElement>): void } {
  const began = useRef<{ readonly x: number; readonly y: number }>(undefined);
  return {
    onPointerDown: ({ clientX: x, clientY: y }) => {
      began.current = { x, y };
    },
    onClick: ({ clientX, clientY, currentTarget }) => {
      const { x, y } = began.current ?? { x: clientX, y: clientY };
      if (Math.hypot(clientX - x, clientY - y) >= MOST_PX) return;
      const box = currentTarget.getBoundingClientRect();
      const point = pointAt({ x: clientX - box.left, y: clientY - box.top }, drawn);
      if (point !== undefined) onPick(point);
    },
  };
}

/** The point nearest to a place, px from the top left; a mark of what can't be is one reading. */
export function pointAt(
  { x, y }: { readonly x: number; readonly y: number },
  { view, crosses, plot, vertical }: Drawn,
): SpanPoint | undefined {
  const cross = crosses.find(
    ({ at, shownAt }) => Math.hypot(xOf(at, view, plot) - x, yOf(shownAt, vertical) - y) <= CROSS_PX,
  );
  if (cross !== undefined) return [cross.at, cross.value, cross.value, cross.value, 0];
  const away = ([at]: SpanPoint) => Math.abs(xOf(at, view, plot) - x);
  const [nearest] = placesOf(view.rows).toSorted((one, other) => away(one) - away(other));
  return nearest !== undefined && away(nearest) <= REACH_PX ? nearest : undefined;
}
