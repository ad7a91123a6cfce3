'use client';

import { ChartLine, Download, Table2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { memo, useCallback, useMemo, useState } from 'react';
import { type Believing, believableOf } from '@/components/believable/believing';
import { ImplausibleNotice, type Picked } from '@/components/believable/implausible-notice';
import { type SpanView, statisticsOf, viewOf } from '@/components/charts/span-view';
import { useOnScreen } from '@/components/charts/use-on-screen';
import { useWidth } from '@/components/charts/use-width';
import { durationText } from '@/components/format/duration';
import { useFormat } from '@/components/format/format-provider';
import { useServerClock } from '@/components/live/live-provider';
import { type AskedNumber, numberAt, readingAt } from '@/components/provenance/asked-number';
import { seriesColour } from '@/components/sensors/series-colour';
import { IconButton } from '@/components/ui/button';
import { Still } from '@/components/ui/still';
import type { SeriesSummary } from '@/contracts/sensor';
import type { SpanPoint } from '@/contracts/span-point';
import type { SwapLine } from '@/contracts/swap';
import { EmptyRange, SpanFailure } from './chart-notices';
import { pictureInWords } from './chart-words';
import { csvOf, saveCsv } from './csv';
import type { LiveSpanState } from './live-span-store';
import { chosenId, type RangeId } from './ranges';
import { type SeriesRef, seriesKey, seriesLabel } from './series-name';
import { shownWindow } from './shown-window';
import { SpanTable } from './span-table';
import { ZoomButtons } from './zoom-buttons';

/** The chart library is fetched when the page stands: all else works without it. */
const SeriesChart = dynamic(() => import('@/components/charts/charts').then((file) => file.SeriesChart), {
  ssr: false,
  loading: () => <div className="skeleton h-full w-full" />,
});

const NARROW_PX = 500;
const HEIGHT_PX = { narrow: 230, wide: 352 } as const;

/** Drawn anew when a value came or its window moved, not with the clock. */
export const ChartPanel = memo(function ChartPanel({
  sensorName,
  series,
  shown,
  knownUntil,
  isFresh,
  believing,
  profile,
  swaps,
  onRetry,
  onRange,
  onAsk,
}: {
  sensorName: string;
  series: SeriesSummary;
  shown: LiveSpanState;
  /** In steps of the window. */
  knownUntil: number;
  /** The newest value is live this second. */
  isFresh: boolean;
  /** For whoever may say what can be believed. */
  believing: Believing | undefined;
  /** Its sensor's. */
  profile: string | null;
  swaps: readonly SwapLine[];
  onRetry: () => void;
  onRange: (id: RangeId) => void;
  onAsk: (asked: AskedNumber) => void;
}) {
  const clock = useServerClock();
  const onWindow = useCallback(
    (from: number, to: number) => onRange(chosenId(from, to, clock())),
    [onRange, clock],
  );
  const format = useFormat();
  const [isTable, setIsTable] = useState(false);
  const markers = useMemo(() => swaps.map(({ at, device }) => ({ at, label: `Swap: ${device}` })), [swaps]);
  const [picked, setPicked] = useState<Picked>();
  const [box, width] = useWidth<HTMLDivElement>();
  const isSeen = useOnScreen(box);
  const { live, of } = shown;
  const view = useWindow(shown, knownUntil);
  const bucketMs = view?.bucketMs ?? 0;
  const onPick = useCallback((point: SpanPoint) => onAsk(numberAt(point, bucketMs)), [onAsk, bucketMs]);
  const believable = useBelievable(believing, of?.series, series.unit, profile);
  if (live === undefined || of === undefined || view === undefined) return null;
  const { quantity } = of.series;
  const height = (width ?? NARROW_PX) < NARROW_PX ? HEIGHT_PX.narrow : HEIGHT_PX.wide;
  const isEmpty = view.rows.length === 0 && view.implausible.length === 0;
  return (
    <section className="panel" aria-busy={shown.isLoading} data-testid="chart">
      <div className="flex min-h-8 items-center gap-2 px-4 pt-[13px]">
        <h2 className="whitespace-nowrap">{of.range.title}</h2>
        <span className="truncate text-[12px] text-ink-3">{resolution(view)}</span>
        <ZoomButtons view={view} onWindow={onWindow} />
        <IconButton
          look="quiet"
          label="Save as CSV"
          onClick={() =>
            saveCsv(
              csvOf(view, of.series, format.plain(quantity, series.unit)),
              `${sensorName} ${seriesLabel(of.series, format)}`,
            )
          }
        >
          <Download {...ICON} />
        </IconButton>
        <IconButton
          look="quiet"
          label={isTable ? 'Show as chart' : 'Show as table'}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? <ChartLine {...ICON} /> : <Table2 {...ICON} />}
        </IconButton>
      </div>
      {shown.failure !== undefined && <SpanFailure reason={shown.failure} onRetry={onRetry} />}
      <ImplausibleNotice
        key={seriesKey(of.series)}
        values={view.implausible}
        series={believable}
        actions={believing?.actions}
        picked={picked}
        onPick={setPicked}
        onAsk={(at) => onAsk(readingAt(at))}
      />
      <div ref={box} className="dims relative mx-4 mt-3 mb-4">
        {isTable ? (
          <SpanTable view={view} quantity={quantity} unit={series.unit} onAsk={onAsk} />
        ) : (
          <div style={{ height }}>
            {width !== undefined && (
              <Still isStill={!isSeen}>
                <SeriesChart
                  view={view}
                  quantity={quantity}
                  unit={series.unit}
                  colour={seriesColour(quantity)}
                  fromZero={quantity === 'power'}
                  isFresh={isFresh}
                  width={width}
                  height={height}
                  onWindow={onWindow}
                  markers={markers}
                  onImplausible={believable && setPicked}
                  onPick={onPick}
                  label={pictureInWords(
                    {
                      sensorName,
                      shown: of,
                      view,
                      statistics: statisticsOf(view, live),
                      unit: series.unit,
                      swaps,
                    },
                    format,
                  )}
                />
              </Still>
            )}
            {isEmpty && (
              <EmptyRange latestAt={series.latest?.measuredAt} now={knownUntil} onRange={onRange} />
            )}
          </div>
        )}
      </div>
    </section>
  );
});

function useBelievable(
  believing: Believing | undefined,
  series: SeriesRef | undefined,
  unit: string,
  profile: string | null,
) {
  return useMemo(
    () => believing && series && believableOf(believing.series, { ...series, unit }, profile),
    [believing, series, unit, profile],
  );
}

function useWindow(shown: LiveSpanState, knownUntil: number) {
  const { live } = shown;
  const { from, to } = shownWindow(shown, knownUntil);
  return useMemo(() => live && viewOf(live, from, to), [live, from, to]);
}

function resolution({ bucketMs, meanKind }: Pick<SpanView, 'bucketMs' | 'meanKind'>): string {
  if (bucketMs === 0) return 'every reading';
  return `${durationText(bucketMs)}, mean${meanKind === 'circular_mean' ? '' : ' with lowest and highest'}`;
}

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;
