import type { SpanPoint } from '@/contracts/span-point';
import type { ChartPicture } from './chart-picture';
import { type Plot, type VerticalPlot, xOf, yOf } from './chart-style';
import type { SpanView } from './span-view';
import { placesOf } from './use-chart-cursor';
import type { Press } from './use-press';

/** Farther from every point nothing is meant. */
const REACH_PX = 40;
const CROSS_PX = 14;

/** A series as it is drawn. */
interface DrawnSeries {
  readonly view: Pick<SpanView, 'from' | 'to' | 'rows'>;
  readonly crosses: ChartPicture['crosses'];
  readonly plot: Plot;
  readonly vertical: VerticalPlot;
}

/** The point nearest to a place, px from the top left; a mark of what can't be is one reading. */
export function pointAt(
  { x, y }: Press,
  { view, crosses, plot, vertical }: DrawnSeries,
): SpanPoint | undefined {
  const cross = crosses.find(
    ({ at, shownAt }) => Math.hypot(xOf(at, view, plot) - x, yOf(shownAt, vertical) - y) <= CROSS_PX,
  );
  if (cross !== undefined) return [cross.at, cross.value, cross.value, cross.value, 0];
  const away = ([at]: SpanPoint) => Math.abs(xOf(at, view, plot) - x);
  const [nearest] = placesOf(view.rows).toSorted((one, other) => away(one) - away(other));
  return nearest !== undefined && away(nearest) <= REACH_PX ? nearest : undefined;
}
