import type { SpanStatistics, SpanView } from '@/components/charts/span-view';
import type { Format } from '@/components/format/format';
import type { SwapLine } from '@/contracts/swap';
import type { ShownSpan } from './live-span-store';
import { seriesLabel } from './series-name';

/** A chart as a sentence, for those who hear it. */
export function pictureInWords(
  {
    sensorName,
    shown: { series, range },
    view,
    statistics: { mean, lowest, highest },
    unit,
    swaps = [],
  }: {
    readonly sensorName: string;
    readonly shown: ShownSpan;
    readonly view: SpanView;
    readonly statistics: SpanStatistics;
    readonly unit: string;
    readonly swaps?: readonly SwapLine[];
  },
  format: Format,
): string {
  const what = `${sensorName}, ${seriesLabel(series, format)}, ${range.title.toLowerCase()}`;
  if (view.newest === undefined && mean === null) return `${what}: nothing was measured.`;
  const value = (of: number) => format.withUnit(of, series.quantity, unit);
  const now = view.newest === undefined ? [] : [`newest ${value(view.newest.value)}`];
  const gaps =
    view.gaps.length === 0 ? 'no gap' : `${view.gaps.length} ${view.gaps.length === 1 ? 'gap' : 'gaps'}`;
  const words = [
    ...now,
    ...(mean === null ? [] : [`average ${value(mean)}`]),
    ...(lowest === null ? [] : [`lowest ${value(lowest.value)}`]),
    ...(highest === null ? [] : [`highest ${value(highest.value)}`]),
    gaps,
    ...swaps
      .filter(({ at }) => at >= view.from && at <= view.to)
      .map(({ at, device }) => `device swapped for ${device} at ${format.time(at, 'weekdayMinute')}`),
  ];
  return `${what}: ${words.join(', ')}.`;
}
