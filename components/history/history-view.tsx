'use client';

import { ChartLine, Download, Table2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';
import { useWidth } from '@/components/charts/use-width';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { useServerClock } from '@/components/live/live-provider';
import { type AskedNumber, numberAt } from '@/components/provenance/asked-number';
import { csvCell, csvNumber, saveCsv, withUnitName } from '@/components/sensor/csv';
import { chosenId, RANGES, rangeOf } from '@/components/sensor/ranges';
import { ZoomButtons } from '@/components/sensor/zoom-buttons';
import { useSensorList } from '@/components/sensors/use-sensor-list';
import { Button, IconButton } from '@/components/ui/button';
import { Segments } from '@/components/ui/segments';
import type { SensorList } from '@/contracts/sensor';
import { LinePicker } from './line-picker';
import { type LineRef, linesOf, mergedRows } from './lines';
import { LinesTable } from './lines-table';
import { SavedViews } from './saved-views';
import { useAskedLine, withoutNumber } from './use-asked-line';
import { type ShownSpans, useSpans } from './use-spans';

/** The chart library is fetched when the page stands: all else works without it. */
const LinesChart = dynamic(() => import('@/components/charts/charts').then((file) => file.LinesChart), {
  ssr: false,
  loading: () => <div className="skeleton h-full w-full" />,
});

const HEIGHT_PX = { narrow: 260, wide: 420 } as const;
const NARROW_PX = 500;
const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Fetched when somebody asks. */
const ProvenancePanel = dynamic(
  () => import('@/components/provenance/provenance-panel').then((file) => file.ProvenancePanel),
  { ssr: false },
);

/** Several series over one time. What is shown stands in the address. `mayRun`: who looks runs Hearth. */
export function HistoryView({ initial, mayRun }: { initial: SensorList; mayRun: boolean }) {
  const sensors = useSensorList(initial);
  const clock = useServerClock();
  const query = useSearchParams();
  const range = rangeOf(query.get('range') ?? undefined);
  const format = useFormat();
  const lines = linesOf(query.getAll('s'), sensors, format);
  const spans = useSpans(lines, range);
  const put = useCallback((keys: readonly string[], rangeId: string) => {
    const next = new URLSearchParams([...keys.map((key) => ['s', key]), ['range', rangeId]]);
    window.history.replaceState(undefined, '', `?${next}`);
  }, []);
  const keys = lines.map(({ key }) => key);
  const setRange = (id: string) => put(keys, id);
  const onWindow = (from: number, to: number) => setRange(chosenId(from, to, clock()));
  const { asked, ask, stopAsking } = useAskedLine(lines);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2.5">
        {range.chosen !== undefined && <Button onClick={() => setRange('24h')}>back to live</Button>}
        <Segments
          label="Range"
          segments={RANGES}
          chosen={range.id}
          onChoose={setRange}
          className="max-desk:flex-1"
        />
      </div>
      <div className="grid items-start gap-3 desk:grid-cols-[minmax(0,1fr)_320px] desk:gap-4">
        <LinesPanel
          title={range.title}
          spans={spans}
          hasLines={lines.length > 0}
          onWindow={onWindow}
          onAsk={ask}
        />
        <div className="grid min-w-0 gap-3 desk:gap-4">
          <LinePicker lines={lines} sensors={sensors} onChange={(next) => put(next, range.id)} />
          <SavedViews query={lines.length === 0 ? '' : withoutNumber(query)} />
        </div>
      </div>
      {asked !== undefined && (
        <ProvenancePanel
          sensorId={asked.line.sensorId}
          series={asked.line}
          asked={asked.number}
          mayRun={mayRun}
          onAsk={(number) => ask(asked.line, number)}
          onClose={stopAsking}
        />
      )}
    </>
  );
}

function LinesPanel({
  title,
  spans: { shown, failure, isLoading },
  hasLines,
  onWindow,
  onAsk,
}: {
  title: string;
  spans: ReturnType<typeof useSpans>;
  hasLines: boolean;
  onWindow: (from: number, to: number) => void;
  onAsk: (line: LineRef, number: AskedNumber) => void;
}) {
  const format = useFormat();
  const [isTable, setIsTable] = useState(false);
  const [box, width] = useWidth<HTMLDivElement>();
  const height = (width ?? NARROW_PX) < NARROW_PX ? HEIGHT_PX.narrow : HEIGHT_PX.wide;
  const isShown = hasLines && shown !== undefined && shown.lines.length > 0;
  return (
    <section className="panel min-w-0" aria-label="Chart" aria-busy={isLoading} data-testid="history-chart">
      <div className="flex min-h-8 items-center gap-2 px-4 pt-[13px]">
        <h2 className="whitespace-nowrap">{title}</h2>
        {isShown && (
          <>
            <ZoomButtons view={shown.request} onWindow={onWindow} />
            <IconButton
              look="quiet"
              label="Save as CSV"
              className="max-desk:ml-auto"
              onClick={() => saveCsv(csvOfLines(shown, format), 'history')}
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
          </>
        )}
      </div>
      {failure !== undefined && hasLines && (
        <p role="status" className="px-4 pt-2 text-[12.5px] text-ink-2">
          {failure} It is tried again by itself; what is shown stays.
        </p>
      )}
      <div ref={box} className="dims mx-4 mt-3 mb-4">
        {!hasLines && (
          <p className="grid place-content-center text-center text-ink-2" style={{ height }}>
            Nothing is chosen yet: add a line, up to eight of two units.
          </p>
        )}
        {isShown && isTable && <LinesTable shown={shown} />}
        {isShown && !isTable && width !== undefined && (
          <div style={{ height }}>
            <LinesChart
              lines={shown.lines}
              window={shown.request}
              width={width}
              height={height}
              label={inWords(shown, title, format)}
              onWindow={onWindow}
              onPick={({ line, point }) => onAsk(line, numberAt(point, line.span.bucketMs))}
            />
          </div>
        )}
        {hasLines && !isShown && failure === undefined && <div className="skeleton" style={{ height }} />}
      </div>
    </section>
  );
}

function inWords({ lines }: ShownSpans, title: string, format: Format): string {
  const each = lines.map(({ name, quantity, unit, span: { statistics } }) => {
    const { mean, lowest, highest } = statistics;
    if (mean === null) return `${name}: nothing was measured`;
    const value = (of: number) => format.withUnit(of, quantity, unit);
    const reach =
      lowest === null || highest === null ? '' : `from ${value(lowest.value)} to ${value(highest.value)}, `;
    return `${name}: ${reach}average ${value(mean)}`;
  });
  return `${title}. ${each.join('. ')}.`;
}

/** One row a column; ISO times in UTC, a point in decimals. */
function csvOfLines({ lines, request }: ShownSpans, format: Format): string {
  const scales = lines.map(({ quantity, unit }) => format.plain(quantity, unit));
  const head = ['time', ...lines.map(({ name }, place) => csvCell(withUnitName(name, scales[place]?.unit)))];
  const rows = mergedRows(lines, request).map(({ at, values }) => [
    new Date(at).toISOString(),
    ...values.map((value, place) => csvNumber(value, scales[place])),
  ]);
  return [head, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
